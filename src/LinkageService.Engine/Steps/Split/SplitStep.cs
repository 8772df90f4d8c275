using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Divides whole pools among accounts: by parts in proportion, or by rates of the whole and what remains.</summary>
internal sealed class SplitStep : Step
{
    private const int MaxParts = 64;

    private SplitStep(StepHead head)
        : base(head)
    {
    }

    internal required IReadOnlyList<Account> From { get; init; }

    internal required IReadOnlyList<SplitPart> Into { get; init; }

    /// <summary>The label by whose values the pools are divided first, and kept apart; null for none.</summary>
    internal string? Within { get; init; }

    /// <summary>What each value of the label gets goes by its sum over the value's households; null for one each.</summary>
    internal Formula? By { get; init; }

    /// <summary>What each value of the label gets, where the document says it; empty where it goes by <see cref="By"/>.</summary>
    internal IReadOnlyList<ValuePart> ByValue { get; init; } = [];

    internal bool HasRemaining => Into.Any(part => part.Share is null);

    internal override IEnumerable<Account> Accounts => From.Concat(Into.Select(part => part.Account));

    internal override IEnumerable<Account> Destinations => Into.Select(part => part.Account);

    internal static SplitStep? Read(FieldReader fields, StepHead head)
    {
        var from = fields.Items("from", required: true).Where(item => !fields.IsList(item.Node, item.Field))
            .Select(item => fields.AccountOf(item.Node, item.Field, AccountKind.Pool)).OfType<Account>().ToArray();
        var into = new List<SplitPart>();
        foreach (var (entry, field) in fields.Entries("into", MaxParts, required: true, Shapes.Into))
        {
            var account = fields.Parse(entry.Key, entry.Value, field, AccountKind.Pool, AccountKind.Fund, AccountKind.Carry);
            var remaining = IsRemaining(entry.Value, out var typed);
            if (typed is not null)
            {
                fields.Problems.Add(ProblemCodes.SchemeInvalidValue, field, entry.Value, $"“{typed}”写作 remaining",
                    $"\"{typed}\" is written remaining");
            }

            var share = remaining ? null : fields.FormulaOf(entry.Value, field);
            if (account is not null && into.Exists(part => part.Account == account))
            {
                fields.Problems.Add(ProblemCodes.DuplicateName, field, entry.Value,
                    $"账户 {account} 写了两次", $"account {account} is written twice");
            }

            if (account is not null && (remaining || share is not null))
            {
                into.Add(new SplitPart(account.Value, share));
            }
        }

        if (into.Count(part => part.Share is null) > 1)
        {
            fields.Problems.Add(ProblemCodes.PartsDoNotClose, fields.FieldOf("into"), fields.Find("into"),
                "remaining 只能有一处", "\"remaining\" may stand once only");
        }

        var isByValue = fields.Find("by") is DocumentMapping;
        var step = new SplitStep(head)
        {
            From = from,
            Into = into,
            Within = fields.Text("within"),
            By = isByValue ? null : fields.Formula("by"),
            ByValue = isByValue ? ReadValues(fields) : [],
        };
        if (step.Within is null && (isByValue || step.By is not null))
        {
            fields.Invalid("by", "by 是各村、各组的权重，和 within 一起写；分到户用 allocate",
                "by weighs the values of a label and goes with within; households are paid by allocate");
        }

        return step;
    }

    // remaining, and 其余 in its place.
    private static bool IsRemaining(DocumentNode node, out string? typed)
    {
        typed = node is DocumentScalar { Text: { } text } && text != "remaining" && TypedWords.Find(text, ["remaining"]) is not null
            ? NumberProblems.Shorten(text) : null;
        return typed is not null || node is DocumentScalar { Text: "remaining" };
    }

    private static ValuePart[] ReadValues(FieldReader fields)
    {
        var parts = new List<ValuePart>();
        var entries = fields.Entries("by", MaxParts, required: true);
        var count = entries.Count;
        foreach (var (entry, field) in entries)
        {
            var value = LabelText.Normalize(entry.Key);
            if (LabelText.Fault(value) is { } fault)
            {
                fields.Problems.Add(ProblemCodes.SchemeInvalidValue, field, entry.Value,
                    $"“{NumberProblems.Shorten(entry.Key)}”不能是归属的值：{fault.Zh}",
                    $"\"{NumberProblems.Shorten(entry.Key)}\" cannot be the value of a label: {fault.En}");
            }
            else if (parts.Exists(part => part.Value == value))
            {
                fields.Problems.Add(ProblemCodes.DuplicateName, field, entry.Value, $"“{value}”写了两次", $"\"{value}\" is written twice");
            }
            else if (IsRemaining(entry.Value, out _))
            {
                fields.Problems.Add(ProblemCodes.SchemeInvalidValue, field, entry.Value,
                    "by 里每个村（组）都写定几份或百分之几，没有 remaining",
                    "\"by\" says what each value of the label gets: nothing remains there");
            }
            else if (fields.FormulaOf(entry.Value, field) is { } share)
            {
                parts.Add(new ValuePart(value, share));
            }
        }

        return parts.Count == count ? [.. parts] : [];
    }

    internal override void Check(StepChecker checker)
    {
        // What puts aside whatever may be left does no harm where nothing is.
        var isSafety = Into.All(part => part.Account.Kind != AccountKind.Pool);
        for (var i = 0; i < From.Count; i++)
        {
            checker.Draw(From[i], Field + ".from", empties: true, KeptPools.Taken, isSafety);
        }

        checker.Within(Within, From, mayDivide: true, Field + ".within");
        checker.Formula(By, wanted: null, mayBeColumn: true);
        if ((By is not null || ByValue.Count > 0) && From.Any(pool => checker.KeptBy(pool.Name) is not null))
        {
            checker.Report(ProblemCodes.LabelMismatch, Field + ".by", "钱已经分开，不再按权重分：去掉 by",
                "the money is kept apart already and is not divided again: leave by out");
        }

        foreach (var share in ByValue.Select(part => part.Share).Concat(Into.Select(part => part.Share)))
        {
            checker.Formula(share, Dimension.Plain, mayBeColumn: false, hint: new LocalizedText(
                "split 里写份数或比例；要转出一定的金额用 take", "A split has parts or rates; an amount is moved by take"));
        }

        foreach (var part in Into)
        {
            checker.Feed(part.Account, Within);
        }

        CheckShares(checker);
    }

    internal override Problem? Execute(Run run) => SplitExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => result.Working is SplitWorking working
        ? new StepPostings(
            From.Select(pool => ((Account?)pool, result.PoolsBefore[pool.Name])).ToArray(),
            Into.Select((part, at) => ((Account?)part.Account, working.PartsFen[at])).ToArray())
        : StepPostings.None;

    internal override void Describe(SentenceWriter writer) => SplitSentence.Describe(this, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        SplitExplanation.Explain(this, result, moves, writer);

    // By the first rules only numbers were added up; what those let through is still computed.
    private void CheckShares(StepChecker checker)
    {
        if (checker.Problems.Rules == RuleVersion.First)
        {
            return;
        }

        Report("into", Into.Count == 0 ? null : SplitShares.Fault(this, checker.Scope));
        Report("by", ByValue.Count == 0 ? null : SplitShares.FaultOfValues(this, checker.Scope));

        void Report(string key, LocalizedText? fault)
        {
            if (fault is not null)
            {
                checker.Problems.Add(
                    ProblemCodes.PartsDoNotClose, Field + "." + key, DocumentPlaces.Follow(Head.At, key), fault.Zh, fault.En);
            }
        }
    }
}
