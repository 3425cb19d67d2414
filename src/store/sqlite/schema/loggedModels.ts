export const loggedModelSchema = '';
