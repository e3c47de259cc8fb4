import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { BooksResolver } from './books.resolver.ts';
import { checkAllBooks } from './night.ts';
import { TASKS } from './queue.ts';
import { PARTS } from './rights.ts';

export const books: Module = {
  name: 'books',
  parts: PARTS,
  resolvers: [BooksResolver],
  tasks: handled(TASKS, { 'books:check': (app) => checkAllBooks(app) }),
};
