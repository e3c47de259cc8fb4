import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';
import { userReference } from './users/reference.ts';

const icon =
  'M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M3.500 17.500c.500-3.500 3.200-5 6.500-5s6 1.500 6.500 5';

/** Who comes in and what they may do: users, roles, sessions, passwords. */
export const access: Module = {
  signIn: page('SignIn', () => import('./login/SignIn.tsx')),
  resource: {
    name: 'users',
    label: 'Users',
    rights: { read: 'users:read', write: 'users:write' },
    api: async () => (await import('./users/api.ts')).userApi,
    reference: userReference,
    represent: 'name',
    list: page('UserList', () => import('./users/UserList.tsx')),
    create: page('UserCreate', () => import('./users/UserCreate.tsx')),
    edit: page('UserEdit', () => import('./users/UserEdit.tsx')),
    show: page('UserShow', () => import('./users/UserShow.tsx')),
  },
  routes: [
    {
      path: '/forgot-password',
      page: page('ForgotPassword', () => import('./login/ForgotPassword.tsx')),
      frameless: true,
    },
    {
      path: '/reset-password',
      page: page('ResetPassword', () => import('./login/ResetPassword.tsx')),
      frameless: true,
    },
    { path: '/account/sessions', page: page('Sessions', () => import('./account/Sessions.tsx')) },
    {
      path: '/account/email',
      page: page('ChangeEmail', () => import('./account/ChangeEmail.tsx')),
    },
    {
      path: '/account/password',
      page: page('ChangePassword', () => import('./account/ChangePassword.tsx')),
    },
  ],
  entries: [
    {
      label: 'Users',
      to: '/users',
      icon,
      needs: 'users:read',
      alias: 'roles staff',
      menu: 'office',
      place: 100,
    },
    {
      label: 'Create a user',
      to: '/users/create',
      icon: 'action',
      needs: 'users:write',
      alias: 'new add invite',
      place: 360,
    },
    {
      label: 'Your sessions',
      to: '/account/sessions',
      icon,
      alias: 'devices signed in',
      menu: 'account',
      place: 400,
    },
    {
      label: 'Change your e-mail address',
      short: 'Change e-mail address',
      to: '/account/email',
      icon,
      alias: 'account sign in',
      menu: 'account',
      place: 405,
    },
    {
      label: 'Change your password',
      short: 'Change password',
      to: '/account/password',
      icon,
      alias: 'account',
      menu: 'account',
      place: 410,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/account/email',
      title: 'Your e-mail address',
      about: 'Change the address you sign in with.',
      place: 75,
    }),
    fill(settingsAreas, {
      to: '/account/password',
      title: 'Your password',
      about: 'Change what you sign in with.',
      place: 80,
    }),
    fill(settingsAreas, {
      to: '/account/sessions',
      title: 'Your sessions',
      about: 'Where you are signed in, and ending it there.',
      place: 90,
    }),
  ],
};
