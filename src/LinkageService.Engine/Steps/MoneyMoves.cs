using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>
/// Says what a step took out of accounts and put into accounts, with the balances before and after as they were when it was
/// executed.
/// </summary>
internal sealed class MoneyMoves(StepResult result, ExplanationWriter writer)
{
    private readonly StepPostings _postings = result.Step.Postings(result);

    /// <summary>All that was moved.</summary>
    public long MovedFen => _postings.Drawn.Sum(drawn => drawn.Fen);

    /// <summary>What people call an account: its title in marks. In English it is called by its name in the document.</summary>
    public string Zh(Account account) => $"“{writer.TitleOf(account).Zh}”";

    /// <summary>What was in a pool.</summary>
    public long Before(Account pool) => result.PoolsBefore[pool.Name];

    /// <summary>What was in pools, added up: <c>“利润” 1.00 元 + “年初” 2.00 元 = 3.00 元</c>.</summary>
    public void SayHeld(IReadOnlyList<Account> pools)
    {
        writer.Say(string.Join(" + ", pools.Select(pool => $"{Zh(pool)} {ExplanationWriter.Yuan(Before(pool))} 元")),
            string.Join(" + ", pools.Select(pool => $"{pool.Name} {ExplanationWriter.Yuan(Before(pool))} yuan")));
        if (pools.Count > 1)
        {
            var sum = ExplanationWriter.Yuan(pools.Sum(Before));
            writer.Say($" = {sum} 元", $" = {sum} yuan");
        }
    }

    /// <summary>What came out of each account: <c>从“利润” 3.00 元中取 2.00 元，余 1.00 元</c>; those behind whose turn came.</summary>
    /// <param name="verb">取, 付 or another for what is done with it.</param>
    public void SayDrawn(LocalizedText verb)
    {
        var (left, isFirst) = (MovedFen, true);
        var isOnly = _postings.Drawn.Count == 1 || _postings.Drawn[0].Fen == left;
        foreach (var (account, fen) in _postings.Drawn)
        {
            if (account is not { } from || (!isFirst && left == 0))
            {
                continue;
            }

            var (lacking, yuan) = (ExplanationWriter.Yuan(left), ExplanationWriter.Yuan(fen));
            writer.Say(isOnly ? "" : isFirst ? "先" : $"；不够的 {lacking} 元",
                isOnly ? "" : isFirst ? "first " : $"; of the {lacking} lacking ");
            if (from.Kind == AccountKind.Payer)
            {
                writer.Say($"由{Zh(from)}付 {yuan} 元", $"{yuan} yuan are paid by {from}");
            }
            else
            {
                var (held, rest) = (ExplanationWriter.Yuan(Before(from)), ExplanationWriter.Yuan(Before(from) - fen));
                writer.Say($"从{Zh(from)} {held} 元中{verb.Zh} {yuan} 元，余 {rest} 元",
                    $"{yuan} yuan are {verb.En} out of {held} in {from}, {rest} are left");
            }

            (left, isFirst) = (left - fen, false);
        }
    }

    /// <summary>Where it went: <c>，转入“基金”</c>; what a pool then holds.</summary>
    public void SayFed(Account into)
    {
        var title = Zh(into);
        switch (into.Kind)
        {
            case AccountKind.Carry:
                writer.Say($"；结转下年，记入{title}", $"; it is carried to the next year in {into}");
                break;
            case AccountKind.Fund:
                writer.Say($"；记入{title}", $"; it goes to {into}");
                break;
            case AccountKind.Pool:
                writer.Say($"；转入{title}", $"; it goes into {into}");
                SayBalance(into);
                break;
            default:
                throw new InvariantBrokenException("nothing is put into a payer");
        }
    }

    /// <summary>What a pool holds after the step, where that is more than what it got: <c>，“利润”现有 3.00 元</c>.</summary>
    public void SayBalance(Account pool)
    {
        if (pool.Kind == AccountKind.Pool && After(pool) is var after && after != Moved(_postings.Fed, pool))
        {
            writer.Say($"，{Zh(pool)}现有 {ExplanationWriter.Yuan(after)} 元", $", {pool} now holds {ExplanationWriter.Yuan(after)}");
        }
    }

    /// <summary>How many households have a line: <c>，共发 12 户</c>.</summary>
    /// <param name="verb">发 or 扣; in English the word before the number.</param>
    public void SayHouseholds(LocalizedText verb)
    {
        var count = 0;
        foreach (var fen in result.AmountsFen is { } amounts ? amounts.Span : [])
        {
            count += fen != 0 ? 1 : 0;
        }

        writer.Say($"，共{verb.Zh} {count} 户", $", {verb.En} {EnglishCount.Of(count, "household")}");
        writer.Figure("households", count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The balances and what moved, of every account that took part.</summary>
    public void Figures()
    {
        foreach (var account in _postings.Drawn.Concat(_postings.Fed).Select(posting => posting.Account).OfType<Account>().Distinct())
        {
            var (drawn, fed) = (_postings.Drawn.Any(posting => posting.Account == account),
                _postings.Fed.Any(posting => posting.Account == account));
            Figure(account.Kind == AccountKind.Pool, $"before({account})", () => Before(account));
            Figure(drawn, $"drawn({account})", () => Moved(_postings.Drawn, account));
            Figure(fed, $"fed({account})", () => Moved(_postings.Fed, account));
            Figure(account.Kind == AccountKind.Pool, $"after({account})", () => After(account));
        }
    }

    private void Figure(bool applies, string name, Func<long> fen)
    {
        if (applies)
        {
            writer.Figure(name, new Money(fen()).ToString());
        }
    }

    private long After(Account pool) => Before(pool) - Moved(_postings.Drawn, pool) + Moved(_postings.Fed, pool);

    private static long Moved(IReadOnlyList<(Account? Account, long Fen)> postings, Account account) =>
        postings.Where(posting => posting.Account == account).Sum(posting => posting.Fen);
}
