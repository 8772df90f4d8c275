using LinkageService.Engine.Flows;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>
/// <c>from: [profit, reserve, payer:company]</c>: each gives what it has until the amount is together; a payer stands last and
/// gives the rest, whatever it is.
/// </summary>
internal sealed record OrderedSources(IReadOnlyList<Account> Accounts)
{
    /// <summary>Whether somebody outside brings what the pools lack.</summary>
    public bool HasPayer => Accounts[^1].Kind == AccountKind.Payer;

    public static OrderedSources? Read(FieldReader fields)
    {
        var items = fields.Items("from", required: true);
        var accounts = items.Where(item => !fields.IsList(item.Node, item.Field))
            .Select(item => fields.AccountOf(item.Node, item.Field, AccountKind.Pool, AccountKind.Payer)).OfType<Account>().ToArray();
        var payer = Array.FindIndex(accounts, account => account.Kind == AccountKind.Payer);
        if (payer >= 0 && payer < accounts.Length - 1)
        {
            fields.Invalid("from", $"{accounts[payer]} 要多少付多少，写在最后；后面的 {accounts[payer + 1]} 永远轮不到",
                $"{accounts[payer]} brings whatever is asked and stands last; {accounts[payer + 1]} would never have a turn");
        }

        if (accounts.GroupBy(account => account).FirstOrDefault(same => same.Skip(1).Any()) is { } again)
        {
            fields.Problems.Add(ProblemCodes.DuplicateName, fields.FieldOf("from"), fields.Find("from"),
                $"{again.Key} 写了两次", $"{again.Key} is written twice");
        }

        return accounts.Length > 0 && accounts.Length == items.Count ? new OrderedSources(accounts) : null;
    }

    public void Check(StepChecker checker, string field)
    {
        foreach (var account in Accounts)
        {
            checker.Draw(account, field, empties: false);
        }
    }

    /// <summary>What each gives of an amount, given the balances; a payer gives what is left.</summary>
    public long[] Parts(IReadOnlyDictionary<string, long> pools, long fen)
    {
        var parts = new long[Accounts.Count];
        for (var at = 0; at < parts.Length; at++)
        {
            parts[at] = Accounts[at].Kind == AccountKind.Payer ? fen : Math.Min(fen, pools[Accounts[at].Name]);
            fen -= parts[at];
        }

        return parts;
    }

    /// <summary>What a step drew on each, and put into one account or, for null, paid to the households.</summary>
    public StepPostings Postings(StepResult result, Account? into, long fen) => Accounts.Count == 1
        ? StepPostings.Of(Accounts[0], into, fen)
        : new StepPostings(
            Accounts.Zip(Parts(result.PoolsBefore, fen), (account, part) => ((Account?)account, part)).ToArray(), [(into, fen)]);

    /// <summary>Says the order: <c>钱先从利润中出，不够的从公积金中出，再不够的由公司出</c>.</summary>
    public void DescribeOrder(SentenceWriter writer)
    {
        var (zh, en) = (new List<string>(), new List<string>());
        foreach (var account in Accounts)
        {
            var (source, isPayer) = (writer.Source(account), account.Kind == AccountKind.Payer);
            var when = zh.Count == 0 ? "先" : zh.Count == 1 ? "不够的" : "再不够的";
            zh.Add($"{when}{(isPayer ? "由" : "从")}{source.Zh}{(isPayer ? "" : "中")}出");
            en.Add(isPayer ? $"the rest by {source.En}" : $"{(en.Count == 0 ? "first" : "then")} out of {source.En}");
        }

        writer.Say($"，钱{string.Join('，', zh)}", $", {string.Join(", ", en)}");
    }

    /// <summary>Says which source gave how much of the step's whole amount; nothing where there is only one.</summary>
    public void Explain(StepResult result, ExplanationWriter writer)
    {
        if (Accounts.Count == 1)
        {
            return;
        }

        var parts = Accounts.Zip(Parts(result.PoolsBefore, result.PoolFen)).Where(part => part.Second != 0)
            .Select(part => (Title: writer.TitleOf(part.First), Yuan: ExplanationWriter.Yuan(part.Second))).ToArray();
        writer.Say($"；这一步各户合计 {ExplanationWriter.Yuan(result.PoolFen)} 元，"
                + string.Join("，", parts.Select(part => $"{part.Title.Zh}出 {part.Yuan} 元")),
            $"; of {ExplanationWriter.Yuan(result.PoolFen)} yuan for all in this step "
                + string.Join(", ", parts.Select(part => $"{part.Title.En} gives {part.Yuan}")));
    }
}
