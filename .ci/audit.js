// Asks the registry about known vulnerabilities in what the lock file of the current folder names, and fails if there are any. A registry
// that does not offer this, as many mirrors do not, says so by one of three statuses; every other failure to ask is one.
import { spawnSync } from 'node:child_process';

const NOT_OFFERED = new Set([404, 405, 501]);

const { stdout, stderr } = spawnSync('npm', ['audit', '--audit-level=low', '--json'], { encoding: 'utf8' });
const { auditReportVersion, vulnerabilities, metadata, statusCode, message } = read(stdout);

if (auditReportVersion !== undefined) {
  for (const { name, severity, range } of Object.values(vulnerabilities)) {
    process.stdout.write(`${severity}: ${name} ${range}\n`);
  }
  process.stdout.write(
    `${metadata.vulnerabilities.total} of ${metadata.dependencies.total} packages with known vulnerabilities\n`,
  );
  process.exitCode = metadata.vulnerabilities.total > 0 ? 1 : 0;
} else if (NOT_OFFERED.has(statusCode)) {
  process.stdout.write(`Not possible with this registry: it answers ${statusCode}\n`);
} else {
  process.stdout.write(`The registry could not be asked: ${message ?? stderr}\n`);
  process.exitCode = 1;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
