import { graphql } from '../generated/index.ts';

graphql(`
  fragment NoteShown on Note {
    id
    text
    pinned
    author
    createdAt
    editedAt
    files
    history {
      id
      text
      at
      by
    }
  }
`);

export const NotesQuery = graphql(`
  query CustomerNotes($id: ID!, $first: Int) {
    customer(id: $id) {
      id
      notes(first: $first) {
        ...NoteShown
      }
    }
  }
`);

export const AddNote = graphql(`
  mutation AddNote($recordId: ID!, $text: String!, $pinned: Boolean, $fileIds: [ID!]) {
    addNote(recordId: $recordId, text: $text, pinned: $pinned, fileIds: $fileIds) {
      ...NoteShown
    }
  }
`);

export const UpdateNote = graphql(`
  mutation UpdateNote($id: ID!, $text: String, $pinned: Boolean, $fileIds: [ID!]) {
    updateNote(id: $id, text: $text, pinned: $pinned, fileIds: $fileIds) {
      ...NoteShown
    }
  }
`);
