const libs = ['kernel', 'contracts', 'permissions', 'messaging', 'persistence', 'printing', 'telemetry', 'testing'];

/** Tests run from the source, so none of them needs a build. */
export default {
  testMatch: ['<rootDir>/{libs,services,deploy,test}/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    [`^#(${libs.join('|')})/(.*)\\.js$`]: '<rootDir>/libs/$1/$2',
    '^(\\.{1,2}/.*)\\.(js|ts)$': '$1',
  },
  testTimeout: 30_000,
};
