using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Workbooks;

/// <summary>The steps that pay households.</summary>
internal sealed partial class BookSteps
{
    private void Allocate(AllocateStep step)
    {
        var pool = scope.Balances[step.From];
        pool = Term.IsConstant(_applies, 1) ? pool : book.Whole(book.T("可分（分）", "to share, fen"), Multiply(_applies, pool), isFen: true);
        var (over, to) = (formulas.Groups.MaskOf(step.Base), formulas.Groups.MaskOf(step.To));
        var weights = Weights(step.By, step.Factors, over);
        if (!step.KeepsIfEmpty)
        {
            RequireWeight(pool, weights);
        }

        var shares = step.RoundingPolicy switch
        {
            RoundingPolicy.LargestRemainder => _sharing.LargestRemainder(pool, weights.Num, step.UnitFen),
            RoundingPolicy.FloorAndKeep => _sharing.FloorAndKeep(pool, weights.Num, step.UnitFen),
            RoundingPolicy.PerUnitRate => _sharing.PerUnitRate(pool, weights.Num, weights.Den, step.UnitFen),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var column = Amounts(step, step.PaysAll ? shares : shares * to);
        Add(step.From, 0 - SumOf(column, "各户合计", "all households"));
    }

    // The weight of every household who counts.
    private (ColumnTerm Num, Term Den) Weights(Formula? by, IReadOnlyList<GroupFactor> factors, Term members)
    {
        var weights = by is null ? new Quantity(1, 1, IsColumn: true) : formulas.Of(by.Expression);
        formulas.RequireNoneNegative(weights, Multiply(_applies, members));
        if (factors.Count > 0)
        {
            weights = formulas.Times(book.T("权重 × 系数", "weight × factor"), weights with { IsColumn = true }, Factor(factors));
        }

        return (book.Column(book.T("权重", "weight"), weights.Num * members, weights.Den), weights.Den);
    }

    // By the first group that fits, 1 for who is in none.
    private Quantity Factor(IReadOnlyList<GroupFactor> factors)
    {
        var label = book.T("系数", "factor");
        Quantity value = new(1, 1);
        foreach (var factor in factors.Reverse())
        {
            var single = formulas.Of(factor.Factor.Expression);
            var (first, second, den, _) = formulas.Sides(label, single, value);
            var member = BookMath.Is(formulas.Groups.MaskOf(factor.Group), "=", 1);
            value = new Quantity(book.Column(label, BookMath.If(member, first, second), den), den, IsColumn: true);
        }

        return value;
    }

    private void RequireWeight(Term pool, (ColumnTerm Num, Term Den) weights) => book.Require(
        BookMath.If(BookMath.Both(BookMath.Is(pool, ">", 0), BookMath.Is(RangeTerm.Sum(weights.Num), "=", 0)), 1, 0),
        "有钱要分，权重合计却是 0", "there is money to share and the total weight is 0");

    private void Pay(PayStep step)
    {
        var members = Multiply(_applies, formulas.Groups.MaskOf(step.To));
        var yuan = formulas.Of(step.Amount.Expression);
        formulas.RequireNoneNegative(yuan, members);
        if (step.Factors.Count > 0)
        {
            yuan = formulas.Times(book.T("金额 × 系数", "amount × factor"), yuan with { IsColumn = true }, Factor(step.Factors));
        }

        var asked = formulas.FenColumn(book.T("应付（分）", "due, fen"), yuan, RoundingPolicy.HalfUp, members, step.UnitFen);
        PayOut(step, (step.From, step.Prorates, step.UnitFen), asked);
    }

    private void Guarantee(GuaranteeStep step)
    {
        var members = Multiply(_applies, formulas.Groups.MaskOf(step.To));
        var floor = formulas.FenColumn(
            book.T("保底（分）", "floor, fen"), formulas.Of(step.Floor.Expression), RoundingPolicy.AtLeast, members, 1);
        var lacking = BookMath.Max(0, floor - Multiply(members, scope.Received(step.Counting)));
        if (step.UnitFen > 1)
        {
            var units = book.Column(book.T("还差（分）", "lacking, fen"), lacking);
            lacking = BookRounding.Round(units, step.UnitFen, RoundingPolicy.AtLeast, mayBeNegative: false,
                whole => book.Column(book.T("整数部分", "whole part"), whole)) * step.UnitFen;
        }

        PayOut(step, (step.From, step.Prorates, step.UnitFen), book.Column(book.T("应补（分）", "top-up, fen"), lacking));
    }

    // Pays what is asked, or what there is by what is asked.
    private void PayOut(Step step, (OrderedSources From, bool Prorates, long UnitFen) how, ColumnTerm asked)
    {
        var needed = SumOf(asked, "应付合计", "due in all");
        if (!how.Prorates || how.From.HasPayer)
        {
            Amounts(step, asked);
            Draw(how.From, needed, isShared: false);
            return;
        }

        var available = book.Whole(book.T("可用", "available"), Available(how.From), isFen: true);
        var isShort = BookMath.Is(needed, ">", available);
        var toShare = book.Whole(book.T("不够时按应付分的钱", "shared by what is due, where it is short"),
            BookMath.If(isShort, available, 0), isFen: true);
        var shares = _sharing.LargestRemainder(toShare, asked, how.UnitFen);
        var column = Amounts(step, BookMath.If(isShort, shares, asked));
        Draw(how.From, SumOf(column, "实付合计", "paid in all"), isShared: true);
    }

    private void Select(SelectStep step)
    {
        var from = formulas.Groups.MaskOf(step.From);
        var wanted = formulas.Of(step.Places.Expression);
        var places = book.Whole(book.T("名额", "places"), BookMath.Max(0, BookMath.Min(
            BookMath.Floor(BookMath.Max(0, wanted.Num), wanted.Den), formulas.Groups.CountOf(step.From))));
        Term rank = step.Tiers.Count;
        for (var tier = step.Tiers.Count - 1; tier >= 0; tier--)
        {
            rank = BookMath.If(BookMath.Is(formulas.Groups.Of(step.Tiers[tier]), "=", 1), tier, rank);
        }

        foreach (var order in step.Order)
        {
            var holding = (ColumnTerm)scope.Names[order.Holding].Num;
            var name = book.T(book.Titles.Of(order.Holding));
            var most = book.Whole(book.T($"{name}最多", $"most {name}"), RangeTerm.Largest(holding));
            rank = book.Column(book.T("次序", "order"), (rank * (most + 1)) + (order.Descending ? most - holding : holding));
        }

        var ranks = book.Column(book.T("次序", "order"), rank);
        var last = book.Whole(book.T("不在其中的排在最后", "the others come last"), RangeTerm.Largest(ranks) + 1);
        var keys = book.Column(book.T("排队的号", "place in the queue"), BookMath.If(BookMath.Is(from, "=", 1), ranks, last));
        var bound = book.Whole(book.T("轮到的最后一档", "the last order that gets a place"),
            BookMath.If(BookMath.Is(places, ">", 0), RangeTerm.Small(keys, places), -1));
        var before = book.Whole(book.T("排在它前面的户数", "households before it"), RangeTerm.Beyond(keys, "<", bound));
        var same = BookMath.If(BookMath.Is(keys, "=", bound), 1, 0);
        var place = book.Running(book.T("同档的第几户", "place among equals"), same, above => above + same);
        var chosen = BookMath.If(BookMath.Is(keys, "<", bound), 1,
            BookMath.If(BookMath.Both(BookMath.Is(keys, "=", bound), BookMath.Is(place, "<=", places - before)), 1, 0));
        scope.Groups[step.As] = book.Column(book.T("选中", "chosen"), Multiply(_applies, chosen));
    }
}
