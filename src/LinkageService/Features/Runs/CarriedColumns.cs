using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Corrections;
using LinkageService.Storage;

namespace LinkageService.Features.Runs;

/// <summary>
/// The columns of a stored roster that go on from the last run: of every household what a step gave or noted there, corrections
/// included. It keeps who was asked for, so that afterwards nobody's amount is lost unsaid.
/// </summary>
internal sealed class CarriedColumns
{
    private readonly RunBooks? _books;
    private readonly Dictionary<string, int> _places;
    private readonly bool[] _asked;
    private readonly ReadOnlyMemory<long>?[] _columns;
    private readonly RunBooks? _uncorrected;

    private CarriedColumns(Scheme scheme, RunBooks? books, ReadOnlyMemory<long>?[] columns, RunBooks? uncorrected)
    {
        (Scheme, _books, _columns, _uncorrected) = (scheme, books, columns, uncorrected);
        var households = books?.Households ?? [];
        _places = households.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        _asked = new bool[households.Count];
        Otherwise = scheme.Holdings.Select(_ => new List<string>()).ToArray();
    }

    /// <summary>The scheme whose columns they are.</summary>
    public Scheme Scheme { get; }

    /// <summary>By holding: households whose facts state another amount, which does not count.</summary>
    public List<string>[] Otherwise { get; }

    /// <summary>Reads the amounts; a step that the scheme of the last run did not have carries nothing on.</summary>
    public static async Task<CarriedColumns> ReadAsync(Session session, Scheme scheme, LastRun? last)
    {
        var columns = new ReadOnlyMemory<long>?[scheme.Holdings.Count];
        if (last is null || !scheme.Holdings.Any(holding => holding.Carried is not null))
        {
            return new CarriedColumns(scheme, books: null, columns, uncorrected: null);
        }

        var books = await last.BooksAsync(session);
        var earlier = await RunRecomputation.SchemeAsync(session, last.Run);
        foreach (var (at, holding) in scheme.Holdings.Index().Where(each => each.Item.Carried is not null))
        {
            // A step that was left out in that year gave nobody anything.
            columns[at] = books.Steps.FirstOrDefault(step => step.Id == holding.Carried)?.Amounts
                ?? (earlier.Steps.Any(step => step.Id == holding.Carried) ? new long[books.Households.Count] : null);
        }

        return new CarriedColumns(
            scheme, books, columns, last.Corrections.Count == 0 ? null : await StoredBooks.PaidAsync(session, last.Run.Id, []));
    }

    /// <summary>Whether the last run has the figures of a holding.</summary>
    public bool Has(int holding) => _columns[holding] is not null;

    /// <summary>States the holding of the household being read, where it goes on.</summary>
    /// <param name="roster">Where to.</param>
    /// <param name="holding">Its place in the scheme.</param>
    /// <param name="household">The id.</param>
    /// <param name="fact">What the facts of the household state; null for nothing.</param>
    /// <returns>False when the holding does not go on, and the fact counts.</returns>
    public bool AddTo(RosterBuilder roster, int holding, string household, string? fact)
    {
        if (_columns[holding] is not { } column)
        {
            return false;
        }

        var schema = Scheme.RosterSchema.Holdings[holding];
        var isThere = _places.TryGetValue(household, out var place);
        var fen = isThere ? column.Span[place] : schema.Default ?? 0;
        if (isThere)
        {
            _asked[place] = true;
        }

        if (fact is not null && (DecimalText.TryParse(fact, schema.Decimals, out long stated) != DecimalFault.None || stated != fen))
        {
            Otherwise[holding].Add(household);
        }

        if (fen < 0)
        {
            var amount = new Money(fen).ToDisplayString();
            roster.RefuseHolding(Encoding.UTF8.GetBytes(schema.Name), new Problem(
                ProblemCodes.NegativeAmount, roster.Field + ".holdings." + schema.Name, new LocalizedText(
                    $"上一次核算的“{Scheme.Holdings[holding].Carried}”是 {amount} 元，接过来不能是负数",
                    $"\"{Scheme.Holdings[holding].Carried}\" of the last run is {amount} yuan; what goes on cannot be negative")));
            return true;
        }

        roster.Holding(holding, fen);
        return true;
    }

    /// <summary>What goes on of a holding in all, and for how many households.</summary>
    public (Money Sum, int Households) Taken(int holding)
    {
        var amounts = _columns[holding]!.Value.ToArray().Where((_, place) => _asked[place]).ToArray();
        return (new Money(amounts.Sum()), amounts.Count(fen => fen != 0));
    }

    /// <summary>What would have gone on of a holding in all before the corrections of the last run.</summary>
    public Money Uncorrected(int holding)
    {
        if (_uncorrected is null)
        {
            return Taken(holding).Sum;
        }

        var step = _uncorrected.Steps.FirstOrDefault(step => step.Id == Scheme.Holdings[holding].Carried);
        return new Money(_uncorrected.Households.Index()
            .Where(each => step is not null && _places.TryGetValue(each.Item, out var place) && _asked[place])
            .Sum(each => step!.Amounts.Span[each.Index]));
    }

    /// <summary>What a run keeps of the columns.</summary>
    public IReadOnlyList<StoredCarriedHolding> Stored(SchemeTitles titles) => [.. Scheme.Holdings.Index()
        .Where(each => each.Item.Carried is not null)
        .Select(each => new StoredCarriedHolding(each.Item.Name, each.Item.Carried!, Has(each.Index) ? Stored(each.Index, titles) : null))];

    private StoredCarriedColumn Stored(int holding, SchemeTitles titles)
    {
        var ((sum, households), before) = (Taken(holding), Uncorrected(holding));
        return new StoredCarriedColumn(
            holding, titles.Of(Scheme.Holdings[holding].Name), sum.ToString(), households, before == sum ? null : before.ToString());
    }

    /// <summary>Households with an amount that are not on this roster.</summary>
    public IReadOnlyList<(string Household, Money Amount)> Left(int holding)
    {
        var column = _columns[holding]!.Value;
        return Enumerable.Range(0, _asked.Length).Where(place => !_asked[place] && column.Span[place] != 0)
            .Select(place => (_books!.Households[place], new Money(column.Span[place]))).ToArray();
    }
}
