import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { InvoiceFilter } from '../invoices/index.ts';
import { TemplateKind } from '../templates/index.ts';

@ObjectType('DocumentTemplateVersion', {
  description: 'One change of a template; source null: returned to the inherited one.',
})
export class DocumentTemplateVersionType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) source!: string | null;
  @Field(() => String, { nullable: true }) subject!: string | null;
  @Field(() => String) changedBy!: string;
  @Field(() => DateTimeScalar) changedAt!: Date;
}

@ObjectType('DocumentTemplate', {
  description:
    'partner: whose version applies, or the asked partner when it lies above what the viewer sees; builtIn when nobody changed it.',
})
export class DocumentTemplateType {
  @Field(() => TemplateKind) kind!: TemplateKind;
  @Field(() => Boolean) builtIn!: boolean;
  @Field(() => Boolean, { description: 'Whether the asked partner has none of its own.' })
  inherited!: boolean;
  @Field(() => String) source!: string;
  @Field(() => String, { nullable: true }) subject!: string | null;
  /** For the field resolvers; not in the schema. */
  ownerId!: string;
  askedId!: string;
}

@ObjectType('TemplatePreview', {
  description:
    'With errors (line and column named) both are null; else exactly one of pdf (base64) and html.',
})
export class TemplatePreviewType {
  @Field(() => String, { nullable: true }) pdf!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Beside a pdf: its pages as one SVG, below one another; null when it would be too large.',
  })
  picture!: string | null;
  @Field(() => String, { nullable: true }) html!: string | null;
  @Field(() => String, { nullable: true }) subject!: string | null;
  @Field(() => [String]) errors!: string[];
}

@ObjectType('TemplateVariable', {
  description:
    'A variable that templates of a kind can print; of a list, the path of its entries, which {{#each}} walks.',
})
export class TemplateVariableType {
  @Field(() => String) path!: string;
  @Field(() => Boolean) list!: boolean;
  @Field(() => String, { description: 'What it prints for the sample document.' }) example!: string;
}

export enum DocumentJobFormat {
  PDF = 'PDF',
  ZIP = 'ZIP',
}
registerEnumType(DocumentJobFormat, {
  name: 'DocumentJobFormat',
  description: 'One PDF with all documents one after another, or a ZIP with a file for each.',
});
export enum DocumentJobStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  READY = 'READY',
  FAILED = 'FAILED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(DocumentJobStatus, { name: 'DocumentJobStatus' });

@ObjectType('DocumentJob', {
  description: 'Many documents made in the background, as one download.',
})
export class DocumentJobType {
  @Field(() => ID) id!: string;
  @Field(() => DocumentJobFormat) format!: DocumentJobFormat;
  @Field(() => DocumentJobStatus) status!: DocumentJobStatus;
  @Field(() => Int) total!: number;
  @Field(() => Int) done!: number;
  @Field(() => String, { nullable: true, description: 'Where the file is, once it is READY.' })
  url!: string | null;
  @Field(() => String, { nullable: true }) error!: string | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => String) createdBy!: string;
  @Field(() => DateTimeScalar) expiresAt!: Date;
}

@InputType({ description: 'The invoices by their ids, or all that a filter finds.' })
export class DocumentJobInput {
  @Field(() => DocumentJobFormat) format!: DocumentJobFormat;
  @Field(() => [ID], { nullable: true }) invoiceIds?: string[] | null;
  @Field(() => InvoiceFilter, { nullable: true }) filter?: InvoiceFilter | null;
}
