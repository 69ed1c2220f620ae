import { configureGlobal } from 'fast-check';
import { runs } from './effort.ts';

// Every test file begins here. 100 is what fast-check takes by itself.
configureGlobal({ numRuns: runs(100) });
