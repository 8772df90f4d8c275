using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads conditions: a group's name, or <c>{tag}</c>, <c>{group}</c>, <c>{any}</c>, <c>{all}</c>,
/// <c>{not}</c>, <c>{holding, above}</c>, <c>{formula, above}</c>.</summary>
internal static class ConditionReader
{
    private const int MaxDepth = 16;

    private static readonly string[] Kinds = ["tag", "group", "not", "holding", "formula", "any", "all"];

    public static Condition? Read(DocumentNode node, string field, ProblemList problems, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            problems.Add(ProblemCodes.SchemeTooLarge, field, node, $"条件嵌套超过 {MaxDepth} 层", $"conditions nest deeper than {MaxDepth}");
            return null;
        }

        if (node is DocumentScalar { Text: { } group })
        {
            return new GroupCondition(node, field, group);
        }

        if (FieldReader.Open(node, field, problems) is not { } fields)
        {
            return null;
        }

        if (Kinds.Count(fields.Has) != 1)
        {
            problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
                "一个条件只写 {tag}、{group}、{any}、{all}、{not}、{holding, above|atLeast|below|atMost}、{formula, above|…} 之一；"
                    + "几个条件写进 all 或 any",
                "a condition is one of {tag}, {group}, {any}, {all}, {not}, {holding, above|atLeast|below|atMost}, {formula, above|…}; "
                    + "several go into all or any");
            return null;
        }

        var condition = ReadOne(fields, node, field, depth);
        fields.Done();
        return condition;
    }

    private static Condition? ReadOne(FieldReader fields, DocumentNode node, string field, int depth)
    {
        switch (Array.Find(Kinds, fields.Has))
        {
            case "tag":
                return ReadTag(fields, node, field);
            case "group":
                return fields.Text("group") is { } group ? new GroupCondition(node, field, group) : null;
            case "not":
                return fields.Find("not") is { } not && Read(not, fields.FieldOf("not"), fields.Problems, depth + 1) is { } inner
                    ? new NotCondition(node, field, inner)
                    : null;
            case "holding":
                return fields.Text("holding") is { } holding ? ReadHolding(fields, node, field, holding) : null;
            case "formula":
                return FormulaComparison.Read(fields) is { } comparison ? new FormulaCondition(node, field, comparison) : null;
            case var key:
                var parts = fields.Items(key!, required: true)
                    .Select(item => Read(item.Node, item.Field, fields.Problems, depth + 1)).ToArray();
                return parts.Length == 0 || Array.Exists(parts, part => part is null)
                    ? null
                    : new ManyCondition(node, field, All: key == "all", parts!);
        }
    }

    // A tag is a word of a cell of the roster.
    private static TagCondition? ReadTag(FieldReader fields, DocumentNode node, string field)
    {
        if (fields.Text("tag") is not { } tag)
        {
            return null;
        }

        if (tag.Length > 0 && tag == tag.Trim() && Names.Characters(tag) <= Names.MaxLength
            && tag.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune.Value is not (0x2028 or 0x2029)))
        {
            return new TagCondition(node, field, fields.Problems.Rules >= RuleVersion.Fourth ? RosterNames.Tag(tag) : tag);
        }

        fields.Problems.Add(ProblemCodes.InvalidName, fields.FieldOf("tag"), fields.Find("tag"),
            $"“{NumberProblems.Shorten(tag)}”不能作标签：1 到 {Names.MaxLength} 个字符，无控制字符，首尾无空格",
            $"\"{NumberProblems.Shorten(tag)}\" cannot be a tag: 1 to {Names.MaxLength} characters, "
                + "no control character, no space at either end");
        return null;
    }

    private static HoldingCondition? ReadHolding(FieldReader fields, DocumentNode node, string field, string holding)
    {
        if (fields.Problems.Members.Spelling(holding) is { } members && members != MemberCount.Word)
        {
            fields.Problems.Add(ProblemCodes.SchemeInvalidValue, fields.FieldOf("holding"), fields.Find("holding"),
                $"按年龄数的人口写在 formula 里：{{ formula: {members}, above: 0 }}",
                $"members by age are written as a formula: {{ formula: {members}, above: 0 }}");
            return null;
        }

        if (ComparisonWords.ReadOne(fields, holding) is not var (key, comparison) || fields.Text(key) is not { } text
            || !ComparisonWords.HasNoSign(fields, key, text))
        {
            return null;
        }

        var written = $"{{ formula: {NumberProblems.Shorten(holding)}, {key}: {NumberProblems.Shorten(text)} }}";
        if (!ComparisonWords.IsNumberAlone(fields, key, text, new LocalizedText(
            $"holding 的界限写定一个数，如 {key}: 5；按参数或公式定界的，写 {written}",
            $"a bound of a holding is a number that is written, such as {key}: 5; by a parameter or a formula: {written}")))
        {
            return null;
        }

        return SchemeReader.Number(fields, key, text, 4,
            DecimalText.TryParse(text, maxDecimals: 4, out Fraction figure), figure) is { } number
            ? new HoldingCondition(node, field, holding, comparison, number)
            : null;
    }
}
