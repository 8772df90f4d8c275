using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Proofs;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Statements;

/// <summary>
/// What each household's slip says, as its proof binds it: amounts, and for a step of one price the holding and the price.
/// </summary>
internal sealed class ProofStatements
{
    private const int FenOfYuan = 100;

    private readonly RunSheet _sheet;
    private readonly Distribution? _distribution;
    private readonly UnitPrice?[] _prices;

    /// <param name="sheet">The run.</param>
    /// <param name="distribution">It computed again; null for a run that only moves differences.</param>
    public ProofStatements(RunSheet sheet, Distribution? distribution)
    {
        (_sheet, _distribution) = (sheet, distribution);
        var steps = (distribution?.Steps ?? []).ToDictionary(step => step.Step.Id, StringComparer.Ordinal);
        _prices = [.. sheet.Columns.Select(column =>
            steps.GetValueOrDefault(column.Step) is { } step ? distribution!.PriceOf(step) : null)];
    }

    /// <summary>A leaf for every household. What it is due and what it owes are never one signed number.</summary>
    public IEnumerable<ProofLeaf> Leaves() => Enumerable.Range(0, _sheet.Count).Select(household =>
    {
        var fen = FenOf(household);
        return new ProofLeaf(_sheet.Households[household], Math.Max(fen, 0), Math.Max(-fen, 0), Of(household).Hash());
    });

    /// <summary>The statement of a household.</summary>
    /// <param name="household">Its place in the sheet.</param>
    public ProofStatement Of(int household)
    {
        var lines = new List<ProofLine>();
        for (var column = 0; column < _sheet.Columns.Count; column++)
        {
            if (_sheet.AmountsFen[column][household] is var fen and not 0)
            {
                var of = _sheet.Columns[column];
                lines.Add(new ProofLine(of.Step, of.Title.Zh, fen, of.IsRecord) { Price = PriceOf(column, household) });
            }
        }

        if (_sheet.SettledFen?[household] is { } settled and not 0)
        {
            lines.Add(new ProofLine("", "以前年度更正", settled));
        }

        return new ProofStatement(_sheet.Names?[household] ?? "", lines);
    }

    private long FenOf(int household) => _sheet.TotalsFen[household] + (_sheet.SettledFen?[household] ?? 0);

    private ProofPrice? PriceOf(int column, int household)
    {
        if (_prices[column] is not { Holding: { } name } price)
        {
            return null;
        }

        var roster = _distribution!.Roster;
        var at = roster.IndexOf(_sheet.Households[household]);
        var holding = roster.Schema.Holdings.Select((each, index) => (each, index)).FirstOrDefault(each => each.each.Name == name);
        if (at < 0 || holding.each is null)
        {
            return null;
        }

        var scale = System.Numerics.BigInteger.Pow(10, holding.each.Decimals) * roster.DaysOf(holding.index);
        return new ProofPrice(
            Text(new Fraction(roster.Holding(holding.index)[at], scale)), price.Unit.Zh, Text(price.Yuan * FenOfYuan));
    }

    private static string Text(Fraction value) => string.Create(CultureInfo.InvariantCulture, $"{value.Numerator}/{value.Denominator}");
}
