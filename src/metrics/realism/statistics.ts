/*
 * Statistics of observations that hang together in clusters (the sales of one token, the trades of one trader), so that a
 * bootstrap can draw whole clusters. Each takes how often every cluster was drawn; all ones give the plain figure. The
 * values are sorted once, so that a resample costs one pass.
 */

/** Observations in ascending order, each with the cluster it belongs to. */
export interface Sample {
  readonly values: Float64Array;
  readonly clusterOf: Uint32Array;
  readonly clusters: number;
}

/** How often each cluster was drawn. */
export type Weights = ArrayLike<number>;

export function sampleOf(observations: readonly { readonly value: number; readonly cluster: unknown }[]): Sample {
  const numbers = new Map<unknown, number>();
  const numbered = observations.map(({ value, cluster }) => {
    const known = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, known);
    return { value, number: known };
  });
  numbered.sort((a, b) => a.value - b.value);
  return {
    values: Float64Array.from(numbered, ({ value }) => value),
    clusterOf: Uint32Array.from(numbered, ({ number }) => number),
    clusters: numbers.size,
  };
}

export function weightedMean(sample: Sample, weights: Weights): number {
  let [sum, count] = [0, 0];
  each(sample, weights, (value, weight) => {
    sum += weight * value;
    count += weight;
  });
  return sum / count;
}

/** The lower one where two are in the middle. */
export function weightedMedian(sample: Sample, weights: Weights): number {
  const half = total(sample, weights) / 2;
  let seen = 0;
  let middle = Number.NaN;
  each(sample, weights, (value, weight) => {
    if (seen < half) middle = value;
    seen += weight;
  });
  return middle;
}

/** Mean absolute difference of two observations, over twice the mean: 0 where all are equal, towards 1 where one has all. */
export function gini(sample: Sample, weights: Weights): number {
  const count = total(sample, weights);
  let [seen, sum, ranked] = [0, 0, 0];
  each(sample, weights, (value, weight) => {
    // The ranks of `weight` equal observations are seen + 1 to seen + weight.
    ranked += value * weight * (seen + (weight + 1) / 2);
    sum += value * weight;
    seen += weight;
  });
  return (2 * ranked) / (count * sum) - (count + 1) / count;
}

/** Hill's estimate of the exponent with which the largest `share` of the values falls off. */
export function tailIndex(sample: Sample, weights: Weights, share: number): number {
  const tail = Math.floor(share * total(sample, weights));
  let [seen, logs] = [0, 0];
  for (let i = sample.values.length - 1; i >= 0; i--) {
    const weight = weightAt(sample, weights, i);
    if (weight === 0) continue;
    const log = Math.log(sample.values[i] ?? Number.NaN);
    if (seen + weight > tail) return tail === 0 ? Number.NaN : tail / (logs + (tail - seen) * log - tail * log);
    logs += weight * log;
    seen += weight;
  }
  return Number.NaN;
}

/** What the largest `share` of the observations have of the sum of all. */
export function topShare(sample: Sample, weights: Weights, share: number): number {
  const top = Math.max(1, Math.round(share * total(sample, weights)));
  let [left, sum, all] = [top, 0, 0];
  for (let i = sample.values.length - 1; i >= 0; i--) {
    const [value, weight] = [sample.values[i] ?? Number.NaN, weightAt(sample, weights, i)];
    const taken = Math.min(left, weight);
    sum += taken * value;
    all += weight * value;
    left -= taken;
  }
  return sum / all;
}

function total(sample: Sample, weights: Weights): number {
  let count = 0;
  each(sample, weights, (_, weight) => (count += weight));
  return count;
}

function each(sample: Sample, weights: Weights, see: (value: number, weight: number) => void): void {
  for (let i = 0; i < sample.values.length; i++) {
    const weight = weightAt(sample, weights, i);
    if (weight > 0) see(sample.values[i] ?? Number.NaN, weight);
  }
}

function weightAt({ clusterOf }: Sample, weights: Weights, i: number): number {
  return weights[clusterOf[i] ?? 0] ?? 0;
}
