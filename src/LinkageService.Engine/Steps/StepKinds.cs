using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>The table of step kinds: a new kind is one folder and one line here.</summary>
public static class StepKinds
{
    private static readonly (string Kind, string Chinese, Func<FieldReader, StepHead, Step?> Read)[] Table =
    [
        ("split", "分账", SplitStep.Read),
        ("take", "提取", TakeStep.Read),
        ("allocate", "分配", AllocateStep.Read),
        ("pay", "每户付", PayStep.Read),
        ("guarantee", "保底", GuaranteeStep.Read),
        ("select", "选户", SelectStep.Read),
        ("withhold", "扣款", WithholdStep.Read),
        ("record", "另记", RecordStep.Read),
    ];

    /// <summary>The names of the kinds in scheme documents.</summary>
    public static IEnumerable<string> Kinds => Table.Select(row => row.Kind);

    /// <summary>Reads one step; what a broken one would have made is noted as lost.</summary>
    internal static Step? Read(DocumentNode node, string field, int index, ProblemList problems)
    {
        var before = problems.All.Count;
        var step = ReadStep(node, field, index, problems);
        if (problems.All.Count > before || step is null)
        {
            problems.Lost.AddStep(node);
        }

        return step;
    }

    private static Step? ReadStep(DocumentNode node, string field, int index, ProblemList problems)
    {
        if (FieldReader.Open(node, field, problems) is not { } fields)
        {
            return null;
        }

        var id = fields.Name("id", required: true) ?? "step_" + index;
        var known = string.Join("、", Table.Select(row => $"{row.Kind}（{row.Chinese}）"));
        var wanted = new LocalizedText($"写作 kind: 其中一种：{known}", $"Write kind: one of {string.Join(", ", Kinds)}");
        if (fields.Text("kind", required: true, wanted) is not { } kind)
        {
            return null;
        }

        var found = Array.FindIndex(Table, row => string.Equals(row.Kind, kind, StringComparison.Ordinal));
        if (found < 0)
        {
            problems.Add(ProblemCodes.UnknownStepKind, fields.FieldOf("kind"), fields.Find("kind"),
                $"没有“{NumberProblems.Shorten(kind)}”这种步骤；可用：{known}",
                $"there is no step kind \"{NumberProblems.Shorten(kind)}\"; known: {string.Join(", ", Kinds)}",
                FieldReader.Suggested(kind, Kinds));
            return null;
        }

        var title = fields.Words("title");
        var head = new StepHead(id, kind, field, title.Zh.Length > 0 ? title : new LocalizedText(id, id), fields.Text("clause"),
            Benefit: id, StepWhen.Read(fields), node);
        var step = Table[found].Read(fields, head);
        fields.Done();
        return step;
    }

    /// <summary>The head of a step that gives lines: with the benefit's name, the step's id unless stated.</summary>
    internal static StepHead WithBenefit(this StepHead head, FieldReader fields) =>
        head with { Benefit = fields.Name("benefit") ?? head.Id };
}
