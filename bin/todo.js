#!/usr/bin/env node
import module from 'node:module';

// There from Node 22.1 on: the second start finds the program compiled.
module.enableCompileCache?.();

const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv.slice(2), process);
