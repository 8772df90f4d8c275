using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>The split, whose parts stand below each other.</summary>
internal sealed partial class BookSteps
{
    // Of a part: weight, product, whole part, remainder, place among equals, one more, amount.
    private const int WeightAt = 4;
    private const int ProductAt = 5;
    private const int WholeAt = 6;
    private const int RestAt = 7;
    private const int PlaceAt = 8;
    private const int MoreAt = 9;
    private const int PartAt = 10;

    private void Split(SplitStep step)
    {
        var amount = book.Whole(book.T("要分的钱", "to divide"), Multiply(
            _applies, step.From.Aggregate((Term)0, (sum, pool) => sum + scope.Balances[pool])), isFen: true);
        foreach (var pool in step.From)
        {
            Add(pool, 0 - Multiply(_applies, scope.Balances[pool]));
        }

        if (step.Into.Count == 1 && step.HasRemaining)
        {
            Add(step.Into[0].Account, amount);
            return;
        }

        var weights = PartWeights(step);
        if (!step.HasRemaining)
        {
            book.Require(BookMath.If(BookMath.Both(BookMath.Is(amount, ">", 0), BookMath.Is(
                weights.Aggregate((Term)0, (sum, weight) => sum + weight), "=", 0)), 1, 0), "份数合计为 0", "the parts add up to 0");
        }

        Parts(step, amount, weights);
    }

    // Whole numbers in the proportion of the shares; what remains is the rest of the whole.
    private Term[] PartWeights(SplitStep step)
    {
        var shares = step.Into.Select(part => part.Share is null ? null : formulas.Of(part.Share.Expression)).ToArray();
        Term den = 1;
        foreach (var share in shares.OfType<Quantity>().Where(share => !Term.IsConstant(share.Den, 1)))
        {
            den = Term.IsConstant(den, 1) ? share.Den : book.Whole(book.T("公分母", "common denominator"),
                BookMath.Exact(den, BookMath.Gcd(den, share.Den)) * share.Den);
        }

        var weights = shares.Select(share => share is null ? null
            : Term.IsConstant(den, 1) ? share.Num : share.Num * BookMath.Exact(den, share.Den)).ToArray();
        var stated = weights.OfType<Term>().Aggregate((Term)0, (sum, weight) => sum + weight);
        if (step.HasRemaining)
        {
            book.Require(BookMath.If(BookMath.Is(stated, ">", den), 1, 0), "各部分合计超过整体", "the shares are more than the whole");
        }
        else if (book.Scheme.Rules != Schemes.RuleVersion.First
            && step.Into.Any(part => SplitShares.IsRate(part.Share!.Expression, Parameters)))
        {
            book.Require(BookMath.If(BookMath.Is(stated, "=", den), 0, 1), "各比例合计不是 100%", "the rates do not make 100%");
        }

        return [.. weights.Select(weight => weight ?? BookMath.Max(0, den - stated))];
    }

    private Dictionary<string, Schemes.SchemeParameter> Parameters => book.Scheme.Parameters
        .Concat(book.Scheme.Tiers.Select(table => table.Gives))
        .Concat(book.Scheme.Inputs.Select(input => input.Figure).OfType<Schemes.SchemeParameter>())
        .ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private void Parts(SplitStep step, Term amount, Term[] weights)
    {
        var sheet = book.Steps;
        var rows = step.Into.Select(part => sheet.Add(
            WorkbookLook.Text, book.Step, "→ " + book.T(book.Titles.Of(part.Account)))).ToArray();
        var cells = weights.Select((weight, at) => sheet.PutCell(rows[at], WeightAt, weight)).ToArray();
        var total = book.Whole(book.T("除数", "divisor"), BookMath.Max(1,
            RangeTerm.Sum(sheet.Name, WeightAt, rows[0], [.. cells.Select(cell => cell.At(0))])));
        var products = cells.Select((cell, at) => sheet.PutCell(rows[at], ProductAt, amount * cell)).ToArray();
        var wholes = products.Select((product, at) => sheet.PutCell(rows[at], WholeAt, BookMath.Floor(product, total))).ToArray();
        var rests = products.Select((product, at) => sheet.PutCell(rows[at], RestAt, product - (wholes[at] * total))).ToArray();
        long[] values = [.. rests.Select(rest => rest.At(0))];
        var left = book.Whole(book.T("各部分整数以后剩下的", "what the whole parts leave"),
            BookMath.If(BookMath.Is(RangeTerm.Sum(sheet.Name, WeightAt, rows[0], [.. cells.Select(cell => cell.At(0))]), "=", 0), 0,
                amount - RangeTerm.Sum(sheet.Name, WholeAt, rows[0], [.. wholes.Select(whole => whole.At(0))])));
        var bound = book.Whole(book.T("补到的最小余数", "smallest remainder that gets one"),
            BookMath.If(BookMath.Is(left, ">", 0), RangeTerm.Large(sheet.Name, RestAt, rows[0], values, left), total));
        var above = book.Whole(book.T("余数比它大的", "parts with more"), RangeTerm.Beyond(sheet.Name, RestAt, rows[0], values, bound));
        Term places = 0;
        for (var at = 0; at < rows.Length; at++)
        {
            places = sheet.PutCell(rows[at], PlaceAt, places + BookMath.If(BookMath.Is(rests[at], "=", bound), 1, 0));
            var more = sheet.PutCell(rows[at], MoreAt, BookMath.If(BookMath.Is(rests[at], ">", bound), 1, BookMath.If(
                BookMath.Both(BookMath.Is(rests[at], "=", bound), BookMath.Is(places, "<=", left - above)), 1, 0)));
            var part = sheet.PutCell(rows[at], PartAt, wholes[at] + more);
            sheet.PutYuan(rows[at], Book.At.Shown, part);
            Add(step.Into[at].Account, part);
        }
    }
}
