package io.evalstream.evaluator;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The `template` of a definition: in which order, and between which words, the judged texts are
/// shown.
///
/// Mustache with the fields of a trace as its only variables. `{{question}}` becomes the fenced
/// block of that field, `{{#documents}} .. {{/documents}}` is there only with the field, and
/// `{{^documents}}` only without it. What a field holds is never read as Mustache.
public final class Layout {

  private static final List<String> FIELDS =
      Arrays.stream(Field.values()).map(Field::wireName).toList();
  private static final String KNOWN = "must name fields among " + String.join(", ", FIELDS);

  private final String text;
  private final Template template;
  private final Set<Field> fields;

  private Layout(String text, Template template, Set<Field> fields) {
    this.text = text;
    this.template = template;
    this.fields = fields;
  }

  /// Empty when there is no template, or one with problems, which have been told.
  static Optional<Layout> read(Section section) {
    String text = section.string("template", "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Template template =
          Mustache.compiler()
              .escapeHTML(false)
              .emptyStringIsFalse(true)
              .strictSections(true)
              .compile(text);
      Names names = new Names();
      template.visit(names);
      List<String> problems = names.problems();
      problems.forEach(rule -> section.problem("template", rule, null));
      names.unknown.forEach(name -> section.problem("template", KNOWN, quoted(name)));
      return problems.isEmpty() && names.unknown.isEmpty()
          ? Optional.of(new Layout(text, template, names.read()))
          : Optional.empty();
    } catch (MustacheException e) {
      section.problem("template", "must be Mustache (" + e.getMessage() + ")", null);
      return Optional.empty();
    }
  }

  private static String quoted(String name) {
    return "'%s'%s"
        .formatted(
            name,
            Nearest.to(name, FIELDS).map(near -> ". Did you mean '" + near + "'?").orElse(""));
  }

  /// As the definition has it.
  public String text() {
    return text;
  }

  /// Those that are shown, or on whose absence the words depend.
  Set<Field> fields() {
    return EnumSet.copyOf(fields);
  }

  /// @param block the block of a field; empty without it
  String show(Function<Field, String> block) {
    Map<String, @Nullable Object> context = new HashMap<>();
    for (Field field : Field.values()) {
      context.put(field.wireName(), block.apply(field));
    }
    return template.execute(context).strip();
  }

  /// What a template names.
  private static final class Names implements Mustache.Visitor {

    private final Set<Field> shown = EnumSet.noneOf(Field.class);
    private final Set<Field> conditions = EnumSet.noneOf(Field.class);
    private final List<String> unknown = new ArrayList<>();
    private boolean includes;
    private boolean openTag;

    Set<Field> read() {
      Set<Field> all = EnumSet.copyOf(shown);
      all.addAll(conditions);
      return all;
    }

    List<String> problems() {
      List<String> problems = new ArrayList<>();
      if (includes) {
        problems.add("must not include other templates");
      }
      if (openTag) {
        problems.add("must close every tag with }}");
      }
      if (shown.isEmpty() && unknown.isEmpty()) {
        problems.add("must show at least one field, such as {{response}}");
      }
      return problems;
    }

    @Override
    public void visitText(String text) {
      openTag |= text.contains("{{");
    }

    @Override
    public void visitVariable(String name) {
      known(name).ifPresent(shown::add);
    }

    @Override
    public boolean visitInclude(String name) {
      includes = true;
      return false;
    }

    @Override
    public boolean visitParent(String name) {
      includes = true;
      return false;
    }

    @Override
    public boolean visitBlock(String name) {
      includes = true;
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      return isCondition(name);
    }

    @Override
    public boolean visitInvertedSection(String name) {
      return isCondition(name);
    }

    private boolean isCondition(String name) {
      Optional<Field> field = known(name);
      field.ifPresent(conditions::add);
      return field.isPresent();
    }

    private Optional<Field> known(String name) {
      Optional<Field> field = Field.named(name);
      if (field.isEmpty()) {
        unknown.add(name);
      }
      return field;
    }
  }
}
