// What is asked of storage about registered models, their versions, aliases and stages. Prompts are registered models with a tag.
import type { ModelVersion, RegisteredModel, RegistryEvent, Stage } from '../model/registeredModel.ts';
import type { Tag } from '../model/run.ts';
import type { Page, PageRequest, SearchRequest } from './page.ts';

/** When something is done, and by whom where that is known; kept in the history of the model. */
export interface Act {
  readonly now: number;
  readonly by: string | null;
}

export interface NewRegisteredModel {
  readonly name: string;
  readonly description: string | null;
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
}

export interface NewModelVersion {
  readonly name: string;
  readonly source: string;
  readonly downloadUri: string;
  readonly runId: string | null;
  readonly runLink: string | null;
  readonly description: string | null;
  /** Later tags of the same key win. */
  readonly tags: readonly Tag[];
  /** The logged model that becomes a version, and how its tag changes when it does; written in the same transaction. */
  readonly loggedModel: LoggedModelRegistration | null;
}

export interface LoggedModelRegistration {
  readonly modelId: string;
  readonly tagKey: string;
  /** The tag's new value, from its value so far (undefined when absent) and the version's number. */
  readonly tagValue: (current: string | undefined, version: number) => string;
}

/** `search` ignores `view`: what is deleted is not found. */
export interface RegistryStore {
  /** @throws AssayError `registry/model-exists` */
  createModel(model: NewRegisteredModel, act: Act): Promise<RegisteredModel>;
  model(name: string): Promise<RegisteredModel | undefined>;
  /** Versions, aliases and tags keep with the model. @throws AssayError `registry/model-not-found`, `registry/model-exists` */
  renameModel(name: string, newName: string, act: Act): Promise<RegisteredModel>;
  /** @throws AssayError `registry/model-not-found` */
  describeModel(name: string, description: string | null, now: number): Promise<RegisteredModel>;
  /** Takes the versions along. The history stays. @throws AssayError `registry/model-not-found` */
  deleteModel(name: string, act: Act): Promise<void>;
  /** @throws AssayError `registry/model-not-found` */
  setModelTag(name: string, tag: Tag): Promise<void>;
  /** A tag that is not there is already deleted. @throws AssayError `registry/model-not-found` */
  deleteModelTag(name: string, key: string): Promise<void>;
  /** Exact. Default order: name. */
  searchModels(request: SearchRequest): Promise<Page<RegisteredModel>>;

  /** @throws AssayError `registry/model-not-found`, `logged-model/not-found` */
  createVersion(version: NewModelVersion, act: Act): Promise<ModelVersion>;
  version(name: string, version: number): Promise<ModelVersion | undefined>;
  /** @throws AssayError `registry/version-not-found` */
  describeVersion(
    name: string,
    version: number,
    description: string | null,
    now: number,
  ): Promise<ModelVersion>;
  /** Its number is not given again, its aliases go, its source is forgotten. @throws AssayError `registry/version-not-found` */
  deleteVersion(name: string, version: number, act: Act): Promise<void>;
  /**
   * @param archiveOthers moves the versions that were in that stage to Archived
   * @throws AssayError `registry/version-not-found`
   */
  setStage(
    name: string,
    version: number,
    stage: Stage,
    archiveOthers: boolean,
    act: Act,
  ): Promise<ModelVersion>;
  /** @throws AssayError `registry/version-not-found` */
  setVersionTag(name: string, version: number, tag: Tag): Promise<void>;
  /** A tag that is not there is already deleted. @throws AssayError `registry/version-not-found` */
  deleteVersionTag(name: string, version: number, key: string): Promise<void>;
  /** Exact. Default order: last update descending, then name, then version descending. */
  searchVersions(request: SearchRequest): Promise<Page<ModelVersion>>;
  /** The newest version of all, whatever its stage; undefined when the model has none. @throws AssayError `registry/model-not-found` */
  newestVersion(name: string): Promise<ModelVersion | undefined>;

  /** Points the alias, wherever it pointed before. @throws AssayError `registry/version-not-found` */
  setAlias(name: string, alias: string, version: number, act: Act): Promise<void>;
  /** An alias that is not there is already deleted. @throws AssayError `registry/model-not-found` */
  deleteAlias(name: string, alias: string, act: Act): Promise<void>;
  /** @throws AssayError `registry/model-not-found` */
  versionByAlias(name: string, alias: string): Promise<ModelVersion | undefined>;

  /** What happened under this name, also before a deletion; newest first. */
  history(name: string, page: PageRequest): Promise<Page<RegistryEvent>>;
}
