// Whether a record is in use or was put away; deleting never destroys by itself.
export type LifecycleStage = 'active' | 'deleted';
