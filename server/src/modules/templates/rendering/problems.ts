/** What is wrong with a template, and where. */
export interface TemplateProblem { line: number; column: number; problem: string }
export function problemText({ line, column, problem }: TemplateProblem): string { return `line ${line}, column ${column}: ${problem}`; }
