import { Field, ID, ObjectType } from 'type-graphql';
import type { Note } from '../../generated/prisma/client.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';

@ObjectType('NoteVersion', { description: 'What a note said before it was changed.' })
export class NoteVersionType {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => DateTimeScalar, { description: 'When it was changed.' }) at!: Date;
  @Field(() => String, { description: 'Who changed it.' }) by!: string;
}

@ObjectType('Note', { description: 'What the office wrote down; customers see none.' })
export class NoteType {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => Boolean) pinned!: boolean;
  @Field(() => String) author!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) editedAt!: Date | null;
  /** For the field resolvers; not in the schema. */
  fileIds!: string[];
}

export function toNote(row: Note): NoteType {
  const { id, text, pinned, author, createdAt, editedAt, fileIds } = row;
  return Object.assign(new NoteType(), { id, text, pinned, author, createdAt, editedAt, fileIds });
}
