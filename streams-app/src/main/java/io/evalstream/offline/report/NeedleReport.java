package io.evalstream.offline.report;

import io.evalstream.offline.probe.NeedleGrid;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// The heat map of `needle`, as a page and as a picture.
public final class NeedleReport {

  private static final int CELL_WIDTH = 84;
  private static final int CELL_HEIGHT = 34;
  private static final int LEFT = 110;
  private static final int TOP = 40;
  private static final String NOTHING = "#d8dee4";

  private NeedleReport() {}

  /// A row of the map.
  ///
  /// @param depthPercent null for texts without the fact
  private record Row(String name, @Nullable Integer depthPercent) {}

  private static List<Row> rows(NeedleGrid grid) {
    List<Row> rows = new ArrayList<>();
    grid.depths().forEach(depth -> rows.add(new Row(depth + " %", depth)));
    rows.add(new Row("not there", null));
    return rows;
  }

  private static int width(NeedleGrid grid) {
    return LEFT + grid.lengths().size() * CELL_WIDTH + 10;
  }

  private static int height(NeedleGrid grid) {
    return TOP + rows(grid).size() * CELL_HEIGHT + 10;
  }

  /// From red, nothing found, to green, all found.
  private static String colour(NeedleGrid.Cell cell) {
    Double share = cell.share();
    if (share == null) {
      return NOTHING;
    }
    int red = (int) Math.round(196 + (47 - 196) * share);
    int green = (int) Math.round(67 + (125 - 67) * share);
    int blue = (int) Math.round(47 + (109 - 47) * share);
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  private static String text(NeedleGrid.Cell cell) {
    return cell.answered() == 0 ? "-" : cell.right() + "/" + cell.answered();
  }

  /// @param judge its name
  /// @param about how to get the same texts again
  public static String page(String judge, String about, NeedleGrid grid) {
    return new Html()
        .heading(1, "Needle in a haystack: " + judge)
        .quiet(about)
        .paragraph(
            "Right answers of all answers, by length of the text in tokens and depth of the fact."
                + " In the last row the fact is not in the text, and the right answer is to say"
                + " so.")
        .raw(svg(judge, grid))
        .page("Needle in a haystack: " + judge);
  }

  private static String svg(String judge, NeedleGrid grid) {
    Drawing drawing = new Drawing(width(grid), height(grid));
    List<Row> rows = rows(grid);
    for (int i = 0; i < grid.lengths().size(); i++) {
      int tokens = grid.lengths().get(i);
      double x = LEFT + i * CELL_WIDTH;
      drawing.text(x + CELL_WIDTH / 2.0, TOP - 12, "middle", String.valueOf(tokens));
      for (int j = 0; j < rows.size(); j++) {
        NeedleGrid.Cell cell = grid.cell(tokens, rows.get(j).depthPercent);
        double y = TOP + j * CELL_HEIGHT;
        drawing
            .box(x + 1, y + 1, CELL_WIDTH - 2, CELL_HEIGHT - 2, colour(cell))
            .light(x + CELL_WIDTH / 2.0, y + CELL_HEIGHT / 2.0 + 4, text(cell));
      }
    }
    for (int j = 0; j < rows.size(); j++) {
      drawing.text(
          LEFT - 10, TOP + j * CELL_HEIGHT + CELL_HEIGHT / 2.0 + 4, "end", rows.get(j).name);
    }
    return drawing.svg("share of right answers of " + judge);
  }

  /// Writes the map as PNG.
  public static void picture(NeedleGrid grid, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image = new BufferedImage(width(grid), height(grid), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    paint(canvas, grid);
    canvas.dispose();
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java cannot write PNG");
    }
  }

  private static void paint(Graphics2D canvas, NeedleGrid grid) {
    List<Row> rows = rows(grid);
    for (int j = 0; j < rows.size(); j++) {
      int y = TOP + j * CELL_HEIGHT;
      canvas.setColor(Color.BLACK);
      canvas.drawString(rows.get(j).name, 14, y + CELL_HEIGHT / 2 + 4);
      for (int i = 0; i < grid.lengths().size(); i++) {
        int tokens = grid.lengths().get(i);
        int x = LEFT + i * CELL_WIDTH;
        NeedleGrid.Cell cell = grid.cell(tokens, rows.get(j).depthPercent);
        canvas.setColor(Color.BLACK);
        canvas.drawString(String.valueOf(tokens), x + 22, TOP - 12);
        canvas.setColor(Color.decode(colour(cell)));
        canvas.fillRect(x + 1, y + 1, CELL_WIDTH - 2, CELL_HEIGHT - 2);
        canvas.setColor(Color.WHITE);
        canvas.drawString(text(cell), x + CELL_WIDTH / 2 - 10, y + CELL_HEIGHT / 2 + 4);
      }
    }
  }
}
