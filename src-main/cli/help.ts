/** What `--help` prints. */
import type { CommandName } from './arguments.ts'

const SHORT: Record<CommandName, string> = {
  recognize: `recognize [--number] FILE… [--model FILE]`,
  evaluate: `evaluate [--model FILE] [--images F --labels F [--normalize] | --drawings F]
           [--rotate LO..HI] [--seed N] [--json]`,
  learn: `learn --drawings FILE [--per-digit 5] [--model FILE] [--seed N] [--threads N] --out FILE`,
  train: `train [--network NAME] [--layers LIST] [--rotation off|LO..HI] [--warp on|off] [--epochs N]
        [--seed N] [--threads N] [--data mnist|both|synthetic|FOLDER] --out FILE`,
  paper: `paper [--seeds N] [--quick] [--threads N] [--out FOLDER]`,
}

const LONG: Record<CommandName, string> = {
  recognize: `Reads digits and prints one JSON object a drawing, in order, a line each:
  {"digit":3,"probabilities":[ten numbers],"unsure":false}
An unsure answer has "why" as well: {"kind":"between","digits":[4,9]} or {"kind":"no digit"}. For an empty drawing
"digit" and "probabilities" are null.

  FILE          a PNG or JPEG picture of one digit, or drawings in JSON lines (.jsonl, .jsonl.gz), a line
                {"strokes":[[[x,y],…],…]} with y growing downward
  --number      reads several digits in a row, from left to right, that do not touch:
                {"number":"2026","digits":[{"digit":2,"probabilities":[…],"unsure":false,"strokes":[0,1]},…]}
                "strokes" are the digit's, counted from 0; for a picture there are none
  --model FILE  the model to read with (default: the one that ships)`,

  evaluate: `Measures a model and prints how many of each digit were read wrongly, the total, the confusion matrix,
how often the answer was unsure, and how far its probability can be relied on (expected calibration error). Without
files it reads MNIST's 10,000 test digits.

  --model FILE     the model to measure (default: the one that ships)
  --images FILE    images in IDX, plain or .gz; 28×28 is used as it is, any other size is normalised
  --labels FILE    their labels in IDX
  --normalize      normalises 28×28 images too, as a picture would be
  --drawings FILE  drawings in JSON lines, each with its "label"
  --rotate LO..HI  turns each digit by an angle from this range first, in degrees counter-clockwise
  --seed N         the seed of the angles (default 1)
  --by-angle       also reads about 1,000 of the digits turned by -180°, -165°, … 165°
  --json           prints one JSON object instead of the tables`,

  learn: `Fine-tunes a model on one person's digits and writes it to a safetensors file. Learns from the first of each
digit, and prints as one JSON object how many of the rest of the file, and of MNIST's test digits where its files are
at hand, are read rightly before and after.

  --drawings FILE  drawings in JSON lines, each with its "label"; those marked as suspect are left out
  --per-digit N    how many of each digit are learnt from, the first in the file (default 5)
  --model FILE     the model to start from (default: the one that ships)
  --seed N         the same seed gives the same model (default 1)
  --threads N      how many threads compute (default: what suits the machine)
  --out FILE       the file to write`,

  train: `Trains a network and writes it to a safetensors file. Progress goes to stderr, the result to stdout as one
JSON object.

  --network NAME     paper, perceptron, convolutional or deep (default: convolutional)
  --layers LIST      the layers between the image and the ten outputs, instead of the network's own, as in
                     "conv 5x5x16 relu, pool 2, conv 3x3x32 pad 1 relu, dense 128 relu, dropout 0.1", or none:
                     conv SIDExSIDExFILTERS [pad N], dense UNITS, pool SIDE, dropout RATE; an activation, relu (where
                     none is named), sigmoid or linear, goes with conv and dense. How the outputs are bent and how
                     it is trained stays as with --network
  --rotation LO..HI  turns each training digit by an angle from this range, in degrees counter-clockwise,
                     a new one in each epoch; off (the default) leaves them upright. With a warp, half of the
                     digits stay upright
  --warp on|off      also shifts, scales, slants and turns each training digit a little and changes its pen, a new
                     way in each epoch (default: what suits the network: on for convolutional and deep)
  --epochs N         how often each digit is seen (default: what suits the network)
  --seed N           the same seed gives the same model (default 1)
  --threads N        how many threads compute (default: what suits the machine)
  --data SOURCE      mnist (the default; downloaded once), synthetic (digits that the program writes itself),
                     both, or a folder with MNIST's four files
  --out FILE         the file to write

Every few seconds, where the training stands is kept as FILE.checkpoint. A training that was interrupted, by Ctrl+C or
by a power cut, goes on from there when the same command is given again, and gives the same model as one that was not.
When it is done the checkpoint is removed. With other options the training begins anew, and the checkpoint of the other
one is set aside.`,

  paper: `Does the paper's experiment again: four networks, each trained on digits as they are, rotated 0..90 and -15..15
degrees, and warped a little, each measured on MNIST's test digits upright and rotated. Writes report.html,
report.json and the model of every run. A run that is done is kept, and not done again by the same command.

  --seeds N     how many runs for each row of the table, with the seeds 1 to N (default: 3, with --quick 2)
  --quick       few epochs: minutes, and figures that are not to be relied on
  --threads N   how many threads compute (default: what suits the machine)
  --out FOLDER  the folder to write to (default: digit-pad-paper)`,
}

const ENVIRONMENT = `Environment:
  DIGIT_PAD_MNIST    a folder with MNIST's four files, plain or .gz, instead of the download
  DIGIT_PAD_HOME     where downloaded data are kept, instead of the app's own folder
  DIGIT_PAD_KERNELS  typescript or simd: computes with these kernels instead of the fastest`

/** Help about one command, or about all of them. */
export function helpText(about: CommandName | null): string {
  if (about !== null) return `Usage: digit-pad ${SHORT[about]}\n\n${LONG[about]}\n`
  return `Digit Pad's services without a window.

Usage, in the project's folder with npm run --silent digit-pad -- for digit-pad:
  digit-pad ${SHORT.recognize}
  digit-pad ${indent(SHORT.evaluate)}
  digit-pad ${SHORT.learn}
  digit-pad ${indent(SHORT.train)}
  digit-pad ${SHORT.paper}
  digit-pad COMMAND --help

${ENVIRONMENT}
`
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n            ')
}
