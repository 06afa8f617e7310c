// Cohen's kappa for two readers who put the same things into the same ordered classes.

const KAPPA_Z = 1.959963984540054; // 95 % of a normal curve lies within so many standard errors
const KAPPA_LOSS = { none: (gap) => Number(gap > 0), linear: (gap) => gap, quadratic: (gap) => gap * gap };

// table[i][j]: how often the first reader said i and the second j. The interval is kappa and 1.96 large-sample standard
// errors each way (Fleiss, Cohen and Everitt 1969); it is not cut off at 1, and says little below about 30 things.
// Null where kappa has no value: no things, one class, or both readers used one and the same class throughout.
// Throws RangeError for what is not a square table of counts, or for unknown weights.
export function cohenKappa(table, weights = "linear") {
  const size = table.length;
  if (!(weights in KAPPA_LOSS)) throw new RangeError("weights are linear, quadratic or none");
  if (!table.every((row) => row.length === size && row.every((count) => Number.isFinite(count) && count >= 0))) {
    throw new RangeError("kappa needs a square table of counts");
  }
  const n = kappaSum(table.map(kappaSum));
  if (size < 2 || !n) return null;
  const share = table.map((row) => row.map((count) => count / n));
  const rows = share.map(kappaSum), columns = share.map((_, j) => kappaSum(share.map((row) => row[j])));
  const worst = KAPPA_LOSS[weights](size - 1);
  const loss = share.map((row, i) => row.map((_, j) => KAPPA_LOSS[weights](Math.abs(i - j)) / worst));
  const total = (f) => kappaSum(share.map((row, i) => kappaSum(row.map((p, j) => f(p, i, j)))));
  const seen = total((p, i, j) => p * loss[i][j]), chance = total((p, i, j) => rows[i] * columns[j] * loss[i][j]);
  if (!chance) return null;
  const kappa = 1 - seen / chance;
  // The mean credit (1 less the loss) of each class against the other reader's habits.
  const rowCredit = rows.map((_, i) => 1 - kappaSum(columns.map((q, j) => q * loss[i][j])));
  const columnCredit = columns.map((_, j) => 1 - kappaSum(rows.map((q, i) => q * loss[i][j])));
  const spread = total((p, i, j) => p * (1 - loss[i][j] - (rowCredit[i] + columnCredit[j]) * (1 - kappa)) ** 2);
  const variance = (spread - (kappa - (1 - chance) * (1 - kappa)) ** 2) / (n * chance * chance);
  const reach = KAPPA_Z * Math.sqrt(Math.max(0, variance));
  return { kappa, low: kappa - reach, high: kappa + reach, n };
}

function kappaSum(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
