/** Why nobody can tell some mutants from the contract, by the mutant's id; looked at by a person, one by one. */
export const EQUAL: Readonly<Record<string, string>> = {};
