using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads conditions: a group's name, or <c>{tag}</c>, <c>{group}</c>, <c>{any}</c>, <c>{all}</c>, <c>{not}</c>, <c>{holding, above}</c>.</summary>
internal static class ConditionReader
{
    private const int MaxDepth = 16;

    private static readonly (string Key, Comparison Comparison)[] Comparisons =
    [
        ("above", Comparison.Above), ("atLeast", Comparison.AtLeast),
        ("below", Comparison.Below), ("atMost", Comparison.AtMost),
    ];

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

        var condition = ReadOne(fields, node, field, depth);
        if (condition is null && !problems.All.Any(problem => problem.Field.StartsWith(field, StringComparison.Ordinal)))
        {
            problems.Add(ProblemCodes.SchemeInvalidValue, field, node,
                "条件应为 {tag}、{group}、{any}、{all}、{not} 或 {holding, above|atLeast|below|atMost}",
                "a condition is {tag}, {group}, {any}, {all}, {not} or {holding, above|atLeast|below|atMost}");
        }

        fields.Done();
        return condition;
    }

    private static Condition? ReadOne(FieldReader fields, DocumentNode node, string field, int depth)
    {
        if (fields.Text("tag") is { } tag)
        {
            return new TagCondition(node, field, tag);
        }

        if (fields.Text("group") is { } group)
        {
            return new GroupCondition(node, field, group);
        }

        if (fields.Find("not") is { } not)
        {
            return Read(not, fields.FieldOf("not"), fields.Problems, depth + 1) is { } inner ? new NotCondition(node, field, inner) : null;
        }

        if (fields.Text("holding") is { } holding)
        {
            return ReadHolding(fields, node, field, holding);
        }

        return Many(fields, node, field, "any", depth) ?? Many(fields, node, field, "all", depth);
    }

    private static ManyCondition? Many(FieldReader fields, DocumentNode node, string field, string key, int depth)
    {
        var parts = fields.Items(key).Select(item => Read(item.Node, item.Field, fields.Problems, depth + 1)).ToArray();
        return parts.Length == 0 || Array.Exists(parts, part => part is null)
            ? null
            : new ManyCondition(node, field, string.Equals(key, "all", StringComparison.Ordinal), parts!);
    }

    private static HoldingCondition? ReadHolding(FieldReader fields, DocumentNode node, string field, string holding)
    {
        HoldingCondition? condition = null;
        foreach (var (key, comparison) in Comparisons)
        {
            if (fields.Text(key) is not { } text)
            {
                continue;
            }

            if (DecimalText.TryParse(text, maxDecimals: 4, out Fraction figure) is var fault and not DecimalFault.None)
            {
                var problem = NumberProblems.Of(fault, fields.FieldOf(key), text, 4);
                fields.Problems.Add(ProblemCodes.SchemeInvalidValue, problem.Field, fields.Find(key), problem.Message.Zh, problem.Message.En);
            }

            condition = condition is null ? new HoldingCondition(node, field, holding, comparison, figure) : null;
        }

        return condition;
    }
}
