import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The folders in the order in which their tests run: those that answer within seconds before those with a browser. */
const FOLDERS = ['structure', 'domain', 'portal', 'tenancy', 'scenarios', 'server', 'e2e', 'ops'];

/** What breaks a rule of the house or of money is known first, while there is still something to do about it. */
export default class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      FOLDERS.findIndex((folder) => moduleId.includes(`/tests/${folder}/`));
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
