import { describe, expect, test } from '@jest/globals';
import { StartFault } from './fault.ts';
import { readOptions } from './options.ts';

const fault = (args: string[]): StartFault => {
  try {
    readOptions(args, '/shop');
  } catch (error) {
    return error as StartFault;
  }
  throw new Error('it was accepted');
};

describe('options of npm start', () => {
  test('the defaults are those of the read-me, with data below the folder that npm was called in', () => {
    expect(readOptions([], '/shop')).toEqual({
      port: 8080,
      servicePort: 8081,
      data: '/shop/.devskyy',
      json: false,
      reset: false,
      help: false,
      models: true,
      stack: null,
    });
  });

  test('every option is read', () => {
    const options = readOptions(
      ['--port', '9000', '--service-port=9001', '--data', '../d', '--json', '--reset', '--no-models', '--stack', 'portable'],
      '/shop',
    );
    expect(options).toEqual({
      port: 9000,
      servicePort: 9001,
      data: '/d',
      json: true,
      reset: true,
      help: false,
      models: false,
      stack: 'portable',
    });
  });

  test.each([
    [['--prot', '9000'], /--prot/],
    [['--port', '70000'], /--port wants a port number/],
    [['--port', '8e3'], /--port wants a port number/],
    [['--port', '8081'], /must differ/],
    [['--data', ''], /--data wants a folder/],
    [['--stack', 'docker'], /--stack wants native or portable/],
    [['shop'], /shop/],
  ])('%j is refused by name, with the usage', (args, message) => {
    const refused = fault(args);
    expect(refused).toBeInstanceOf(StartFault);
    expect(refused.message).toMatch(message);
    expect(refused.next).toContain('--service-port 8081');
  });
});
