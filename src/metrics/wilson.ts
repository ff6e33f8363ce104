/** A share with its 95 % interval; all three are NaN where nothing was counted. */
export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a share.
 *
 * Definition: the shares p for which the observed count lies within z standard errors of p.
 * Formula: (k + z²/2 ± z √(k (n - k) / n + z²/4)) / (n + z²), z = 1.96 for 95 %.
 * Limits: assumes independent trials; trades of one ring are not, so the true interval is wider.
 * Source: E. B. Wilson, JASA 22 (1927), 209-212; recommended for small n by Brown, Cai and DasGupta (2001).
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return { share: Number.NaN, low: Number.NaN, high: Number.NaN };
  const centre = successes + Z ** 2 / 2;
  const reach = Z * Math.sqrt((successes * (trials - successes)) / trials + Z ** 2 / 4);
  const scale = trials + Z ** 2;
  return {
    share: successes / trials,
    // Exact at the ends, where rounding would put the share outside its own interval.
    low: successes === 0 ? 0 : (centre - reach) / scale,
    high: successes === trials ? 1 : (centre + reach) / scale,
  };
}

const Z = 1.959964;
