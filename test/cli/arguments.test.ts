import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../src-main/cli/arguments.ts'
import { dataFolder } from '../../src-main/cli/data-folder.ts'
import { UsageError } from '../../src-main/cli/usage-error.ts'

describe('what can be typed', () => {
  it('is read in full', () => {
    expect(parseCommand(['recognize', 'a.png', 'b.jsonl', '--model', 'm'])).toEqual({
      name: 'recognize',
      files: ['a.png', 'b.jsonl'],
      model: 'm',
      number: false,
    })
    expect(parseCommand(['recognize', '--number', 'a.png'])).toMatchObject({ number: true, files: ['a.png'] })
    expect(parseCommand(['evaluate', '--rotate', '-15..15', '--seed', '7', '--json'])).toEqual({
      name: 'evaluate',
      model: null,
      data: { kind: 'mnist' },
      rotation: { from: -15, to: 15 },
      seed: 7,
      byAngle: false,
      json: true,
    })
    expect(parseCommand(['evaluate', '--by-angle'])).toMatchObject({ byAngle: true, json: false })
    expect(parseCommand(['evaluate', '--images', 'i', '--labels=l', '--normalize'])).toMatchObject({
      data: { kind: 'idx', images: 'i', labels: 'l', normalize: true },
    })
    expect(parseCommand(['train', '--rotation', '0..90', '--data', 'my/digits', '--out', 'm'])).toEqual({
      name: 'train',
      network: 'convolutional',
      layers: null,
      rotation: { from: 0, to: 90 },
      warp: null,
      epochs: null,
      seed: 1,
      threads: null,
      data: { kind: 'folder', folder: 'my/digits' },
      out: 'm',
    })
    expect(parseCommand(['train', '--rotation', 'off', '--out', 'm'])).toMatchObject({ rotation: null })
    const layers = 'Conv 5×5×16 pad 2, pool 2,dense 128  sigmoid, dropout .1'
    expect(parseCommand(['train', '--layers', layers, '--warp', 'off', '--out', 'm'])).toMatchObject({
      layers: [
        { kind: 'convolution', filters: 16, kernel: 5, padding: 2, activation: 'relu' },
        { kind: 'max pool', size: 2 },
        { kind: 'fully connected', units: 128, activation: 'sigmoid' },
        { kind: 'dropout', rate: 0.1 },
      ],
      warp: false,
    })
    expect(parseCommand(['train', '--layers', 'none', '--warp', 'on', '--out', 'm'])).toMatchObject({
      layers: [],
      warp: true,
    })
    expect(parseCommand(['paper'])).toEqual({
      name: 'paper',
      seeds: null,
      quick: false,
      threads: null,
      out: 'digit-pad-paper',
    })
    expect(parseCommand(['paper', '--quick', '--seeds', '5', '--out', 'here'])).toMatchObject({
      seeds: 5,
      quick: true,
      out: 'here',
    })
    expect(parseCommand(['train', '--help'])).toEqual({ name: 'help', about: 'train' })
  })

  it.each([
    [[], 'say what to do'],
    [['draw'], 'no command "draw"'],
    [['recognize'], 'needs a file'],
    [['recognize', 'a.png', '--fast'], 'no option --fast'],
    [['recognize', 'a.png', '--model'], '--model needs a value'],
    [['evaluate', 'a.png'], 'takes no file'],
    [['evaluate', '--images', 'i'], 'needs --labels'],
    [['evaluate', '--labels', 'l'], 'needs --images'],
    [['evaluate', '--normalize'], 'goes with'],
    [['evaluate', '--drawings', 'd', '--images', 'i', '--labels', 'l'], 'cannot be given together'],
    [['evaluate', '--rotate', '90..0'], 'from the smaller angle'],
    [['evaluate', '--rotate', '0..90', '--by-angle'], 'cannot be given together'],
    [['evaluate', '--rotate', '0..270'], 'within -180..180'],
    [['evaluate', '--rotate', 'a bit'], 'a range of degrees'],
    [['evaluate', '--seed', '-1'], '--seed'],
    [['evaluate', '--json=yes'], 'takes no value'],
    [['evaluate', '--json', '--json'], 'given twice'],
    [['learn', '--out', 'm'], '--drawings FILE'],
    [['learn', '--drawings', 'd'], '--out FILE'],
    [['learn', 'd.jsonl'], 'takes no file'],
    [['learn', '--drawings', 'd', '--out', 'm', '--per-digit', '0'], 'from 1 to 200'],
    [['train'], '--out FILE'],
    [['train', '--out', 'm', '--epochs', '0'], 'from 1 to 200'],
    [['train', '--out', 'm', '--epochs', '1.5'], 'whole number'],
    [['train', '--out', 'm', '--threads', '999'], 'from 1 to 64'],
    [['train', '--out', 'm', '--layers', 'dense 128,'], 'layer 2 of --layers is not understood: ""'],
    [['train', '--out', 'm', '--layers', 'conv 5x3x8'], 'is not understood: "conv 5x3x8"'],
    [['train', '--out', 'm', '--layers', 'dense 128 tanh'], 'is not understood'],
    [['train', '--out', 'm', '--layers', 'dense 0'], 'the number of units must be from 1 to 2048'],
    [
      ['train', '--out', 'm', '--layers', 'pool 2, conv 99x99x8'],
      'layer 2 of --layers: the side of a filter',
    ],
    [['train', '--out', 'm', '--layers', 'conv 3x3x8 pad 3'], 'padding must be smaller'],
    [['train', '--out', 'm', '--layers', 'dropout 0.95'], 'the rate must be from 0 to 0.9'],
    [['train', '--out', 'm', '--layers', Array(21).fill('pool 2').join()], 'at most 20 layers'],
    [['paper', 'here'], 'takes no file'],
    [['paper', '--seeds', '0'], 'from 1 to 20'],
    [['train', '--out', 'm', '--warp', 'much'], '--warp is on or off'],
    [['train', '--out', 'm', '--network', 'huge'], 'there are paper, perceptron, convolutional'],
  ])('%j is refused', (args, reason) => {
    expect(() => parseCommand(args)).toThrow(UsageError)
    expect(() => parseCommand(args)).toThrow(reason)
  })
})

describe('the data folder', () => {
  it('is the one that Electron gives the app', () => {
    expect(dataFolder({}, 'linux', '/home/ada')).toBe('/home/ada/.config/Digit Pad')
    expect(dataFolder({ XDG_CONFIG_HOME: '/conf' }, 'linux', '/home/ada')).toBe('/conf/Digit Pad')
    expect(dataFolder({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Application Support/Digit Pad')
    expect(dataFolder({ APPDATA: 'C:\\Data' }, 'win32', 'C:\\ada')).toBe('C:\\Data\\Digit Pad')
    expect(dataFolder({ DIGIT_PAD_HOME: '/elsewhere' }, 'linux', '/home/ada')).toBe('/elsewhere')
  })
})
