import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.FileInfo;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.RunsPage;

/** MLflow's Java client used as a user would: what it logs is read back and compared. */
public final class JavaClient {
  private static final MlflowClient client = new MlflowClient();

  public static void main(String[] arguments) throws Exception {
    String experimentId = experiments();
    String runId = runs(experimentId);
    context();
    search(experimentId);
    artifacts(runId);
    registry(runId);
    mistakes(runId);
    deletion(experimentId, runId);
    client.close();
  }

  private static String experiments() {
    String id =
        client.createExperiment(
            CreateExperiment.newBuilder()
                .setName("from Java ☕ größe")
                .addTags(ExperimentTag.newBuilder().setKey("team").setValue("jvm"))
                .build());
    client.setExperimentTag(id, "stage", "research");
    Experiment read = client.getExperiment(id);
    equal(read.getName(), "from Java ☕ größe");
    equal(
        read.getTagsList().stream().collect(Collectors.toMap(ExperimentTag::getKey, ExperimentTag::getValue)),
        Map.of("team", "jvm", "stage", "research"));
    equal(client.getExperimentByName("from Java ☕ größe").get().getExperimentId(), id);
    equal(client.getExperimentByName("no such experiment").isPresent(), false);

    client.renameExperiment(id, "java");
    for (int i = 0; i < 7; i++) client.createExperiment("page " + i);
    List<String> names = new ArrayList<>();
    var page = client.searchExperiments("name LIKE 'page %'", ViewType.ACTIVE_ONLY, 3, List.of("name ASC"));
    page.getItems().forEach(e -> names.add(e.getName()));
    while (page.hasNextPage()) {
      page = (org.mlflow.tracking.ExperimentsPage) page.getNextPage();
      page.getItems().forEach(e -> names.add(e.getName()));
    }
    equal(names, List.of("page 0", "page 1", "page 2", "page 3", "page 4", "page 5", "page 6"));
    return id;
  }

  private static String runs(String experimentId) {
    RunInfo created =
        client.createRun(
            CreateRun.newBuilder()
                .setExperimentId(experimentId)
                .setStartTime(1_700_000_000_123L)
                .setUserId("ada")
                .addTags(RunTag.newBuilder().setKey("kind").setValue("test"))
                .build());
    String id = created.getRunId();
    equal(created.getStatus(), RunStatus.RUNNING);
    client.logParam(id, "größe", "10 µm 🚀");
    client.logMetric(id, "now", 0.25);
    client.setTag(id, "gone", "soon");
    client.deleteTag(id, "gone");
    client.logMetric(id, "nan", Double.NaN, 1L, 0L);
    client.logMetric(id, "tiny", Double.MIN_VALUE, 1L, 0L);
    long far = Long.MAX_VALUE;
    client.logMetric(id, "far", 1.5, 2L, far);

    List<Metric> metrics = new ArrayList<>();
    for (int step = 0; step < 900; step++) {
      metrics.add(
          Metric.newBuilder().setKey("loss").setValue(step / 7.0).setTimestamp(1000L + step).setStep(step).build());
    }
    client.logBatch(
        id,
        metrics,
        List.of(Param.newBuilder().setKey("depth").setValue("3").build()),
        List.of(RunTag.newBuilder().setKey("batch").setValue("yes").build()));
    client.setTerminated(id, RunStatus.FINISHED, 1_700_000_001_000L);

    Run read = client.getRun(id);
    equal(read.getInfo().getStatus(), RunStatus.FINISHED);
    equal(read.getInfo().getStartTime(), 1_700_000_000_123L);
    equal(read.getInfo().getEndTime(), 1_700_000_001_000L);
    equal(read.getInfo().getUserId(), "ada");
    equal(
        read.getData().getParamsList().stream().collect(Collectors.toMap(Param::getKey, Param::getValue)),
        Map.of("größe", "10 µm 🚀", "depth", "3"));
    Map<String, Double> latest =
        new TreeMap<>(read.getData().getMetricsList().stream().collect(Collectors.toMap(Metric::getKey, Metric::getValue)));
    equal(latest, new TreeMap<>(Map.of("now", 0.25, "nan", Double.NaN, "tiny", Double.MIN_VALUE, "far", 1.5, "loss", 899 / 7.0)));
    Map<String, String> tags =
        read.getData().getTagsList().stream().collect(Collectors.toMap(RunTag::getKey, RunTag::getValue));
    equal(tags.get("kind") + tags.get("batch") + tags.get("gone"), "testyesnull");

    List<Metric> history = client.getMetricHistory(id, "loss");
    equal(history.size(), 900);
    for (int step = 0; step < 900; step++) {
      Metric point = history.get(step);
      equal(point.getStep(), (long) step);
      equal(point.getValue(), step / 7.0);
      equal(point.getTimestamp(), 1000L + step);
    }
    equal(client.getMetricHistory(id, "far").get(0).getStep(), far);
    equal(client.getMetricHistory(id, "no such metric").size(), 0);
    return id;
  }

  private static void context() {
    MlflowContext context = new MlflowContext(client);
    context.setExperimentName("page 0");
    ActiveRun parent = context.startRun("parent");
    ActiveRun child = context.startRun("child", parent.getId());
    child.logParams(Map.of("a", "1", "b", "2"));
    child.logMetrics(Map.of("x", 1.0, "y", 2.0), 4);
    child.setTags(Map.of("t", "u"));
    child.endRun();
    parent.endRun(RunStatus.FAILED);
    Run read = client.getRun(child.getId());
    equal(read.getData().getParamsCount(), 2);
    equal(client.getMetricHistory(child.getId(), "y").get(0).getStep(), 4L);
    equal(client.getRun(parent.getId()).getInfo().getStatus(), RunStatus.FAILED);
    List<RunInfo> children =
        client.searchRuns(
            List.of(context.getExperimentId()), "tags.mlflow.parentRunId = '" + parent.getId() + "'");
    equal(children.stream().map(RunInfo::getRunId).collect(Collectors.toList()), List.of(child.getId()));
  }

  private static void search(String experimentId) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String id =
          client
              .createRun(CreateRun.newBuilder().setExperimentId(experimentId).setRunName("s" + i).setStartTime(i + 1).build())
              .getRunId();
      client.logMetric(id, "score", i / 2.0);
      client.logParam(id, "parity", i % 2 == 0 ? "even" : "odd");
      if (i % 2 == 0 && i > 2) expected.add(0, id);
    }
    List<String> found = new ArrayList<>();
    RunsPage page =
        client.searchRuns(
            List.of(experimentId),
            "metrics.score > 1.0 and params.parity = 'even'",
            ViewType.ACTIVE_ONLY,
            2,
            List.of("metrics.score DESC"));
    page.getItems().forEach(run -> found.add(run.getInfo().getRunId()));
    while (page.hasNextPage()) {
      page = (RunsPage) page.getNextPage();
      page.getItems().forEach(run -> found.add(run.getInfo().getRunId()));
    }
    equal(found, expected);
  }

  private static void artifacts(String runId) throws Exception {
    Path folder = Files.createTempDirectory("java-client");
    Path nested = Files.createDirectories(folder.resolve("nested/deeper"));
    Files.write(folder.resolve("top.txt"), "top".getBytes(StandardCharsets.UTF_8));
    Files.write(nested.resolve("with space.bin"), new byte[] {0, 1, 2, (byte) 255});
    client.logArtifact(runId, folder.resolve("top.txt").toFile());
    client.logArtifacts(runId, folder.toFile(), "tree");
    equal(paths(client.listArtifacts(runId)), Set.of("top.txt", "tree"));
    equal(paths(client.listArtifacts(runId, "tree/nested/deeper")), Set.of("tree/nested/deeper/with space.bin"));
    FileInfo file = client.listArtifacts(runId, "tree/nested/deeper").get(0);
    equal(file.getFileSize(), 4L);
    File all = client.downloadArtifacts(runId);
    equal(Files.readString(all.toPath().resolve("top.txt")), "top");
    equal(
        Arrays.toString(Files.readAllBytes(all.toPath().resolve("tree/nested/deeper/with space.bin"))),
        "[0, 1, 2, -1]");
    File one = client.downloadArtifacts(runId, "tree/top.txt");
    equal(Files.readString(one.toPath()), "top");
  }

  private static Set<String> paths(List<FileInfo> files) {
    return files.stream().map(FileInfo::getPath).collect(Collectors.toSet());
  }

  /** The Java client reads the registry; what it reads is written by hand, over the same connection. */
  private static void registry(String runId) {
    String source = client.getRun(runId).getInfo().getArtifactUri() + "/tree";
    client.sendPost("registered-models/create", "{\"name\": \"JavaModel\", \"description\": \"größe\"}");
    for (int version = 1; version <= 3; version++) {
      client.sendPost(
          "model-versions/create",
          "{\"name\": \"JavaModel\", \"source\": \"" + source + "\", \"run_id\": \"" + runId + "\"}");
    }
    client.sendPost(
        "model-versions/transition-stage",
        "{\"name\": \"JavaModel\", \"version\": \"2\", \"stage\": \"Production\", \"archive_existing_versions\": false}");
    RegisteredModel model = client.getRegisteredModel("JavaModel");
    equal(model.getDescription(), "größe");
    ModelVersion version = client.getModelVersion("JavaModel", "1");
    equal(version.getRunId(), runId);
    equal(client.getModelVersionDownloadUri("JavaModel", "1"), source);
    equal(
        client.getLatestVersions("JavaModel").stream()
            .collect(Collectors.toMap(ModelVersion::getCurrentStage, ModelVersion::getVersion)),
        Map.of("Production", "2", "None", "3"));
    equal(client.getLatestVersions("JavaModel", List.of("Production")).get(0).getVersion(), "2");
    var page = client.searchModelVersions("name = 'JavaModel'", 2, List.of("version_number ASC"));
    equal(
        page.getItems().stream().map(ModelVersion::getVersion).collect(Collectors.toList()), List.of("1", "2"));
    equal(page.hasNextPage(), true);
    equal(((org.mlflow.tracking.ModelVersionsPage) page.getNextPage()).getItems().get(0).getVersion(), "3");
    File files = client.downloadModelVersion("JavaModel", "1");
    equal(new File(files, "top.txt").isFile(), true);
  }

  private static void mistakes(String runId) {
    refused(() -> client.getRun("0".repeat(32)), "not found");
    refused(() -> client.logParam(runId, "depth", "4"), "Changing param values is not allowed");
    refused(() -> client.logMetric(runId, "bad$name", 1), "Names may only contain alphanumerics");
    refused(() -> client.createExperiment("java"), "already exists");
    refused(() -> client.getRegisteredModel("nobody"), "Registered Model with name=nobody not found");
  }

  private static void deletion(String experimentId, String runId) {
    client.deleteRun(runId);
    equal(client.getRun(runId).getInfo().getLifecycleStage(), "deleted");
    client.restoreRun(runId);
    equal(client.getRun(runId).getInfo().getLifecycleStage(), "active");
    client.deleteExperiment(experimentId);
    equal(client.getExperiment(experimentId).getLifecycleStage(), "deleted");
    client.restoreExperiment(experimentId);
    equal(client.getExperiment(experimentId).getLifecycleStage(), "active");
  }

  private static void refused(Runnable call, String text) {
    try {
      call.run();
    } catch (MlflowClientException error) {
      if (!String.valueOf(error.getMessage()).contains(text) && !error.toString().contains(text)) throw error;
      return;
    }
    throw new AssertionError("accepted, expected: " + text);
  }

  private static void equal(Object got, Object expected) {
    if (!got.equals(expected)) throw new AssertionError("got " + got + ", expected " + expected);
  }
}
