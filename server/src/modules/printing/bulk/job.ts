export type JobFormat = 'PDF' | 'ZIP';

/** An ordered file, as the process that took it up knows it: the lease says that it is still its own. */
export interface Job {
  id: string;
  partner_id: string;
  partner_path: string;
  format: JobFormat;
  invoice_ids: string[];
  lease: string;
  attempts: number;
}
