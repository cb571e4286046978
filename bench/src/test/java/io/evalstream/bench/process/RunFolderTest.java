package io.evalstream.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path temp;

  @Test
  void folderWithAnything_isNotFree() throws Exception {
    Path file = Files.createFile(temp.resolve("monitor.out"));

    assertThat(new RunFolder(temp).isFree()).isFalse();
    assertThat(new RunFolder(file).isFree()).isFalse();
  }

  @Test
  void folderWithNothing_isFree() throws Exception {
    assertThat(new RunFolder(temp).isFree()).isTrue();
    assertThat(new RunFolder(temp.resolve("none")).isFree()).isTrue();
  }

  @Test
  void deleteData_keepsWhatWasSaid() throws Exception {
    file("cluster/data/kafka/topic-0/0.log");
    file("monitors/state-A/chaos/0_0/store");
    Path said = file("monitors/A1.out");

    new RunFolder(temp).deleteData();

    assertThat(said).exists();
    assertThat(temp.resolve("cluster")).isEmptyDirectory();
    assertThat(temp.resolve("monitors").toFile().list()).containsExactly("A1.out");
  }

  @Test
  void delete_leavesNothing() throws Exception {
    file("run/cluster/data/kafka/topic-0/0.log");

    new RunFolder(temp.resolve("run")).delete();

    assertThat(temp).isEmptyDirectory();
  }

  private Path file(String name) throws Exception {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
