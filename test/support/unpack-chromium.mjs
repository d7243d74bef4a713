import chromium from '@sparticuz/chromium';

// The package is an ES module and unpacks into the folder for temporary files, which whoever starts this names.
await chromium.executablePath();
