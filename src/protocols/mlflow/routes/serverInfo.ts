// What clients ask of a server before they use what not every server has.
import { type Endpoint, endpoint } from '../endpoint.ts';

export const serverInfoRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/server-info',
    major: 3,
    request: {},
    async handle() {
      // Clients know two kinds of store; this names the one whose features are all there.
      return { store_type: 'SqlStore', workspaces_enabled: false };
    },
  }),
];
