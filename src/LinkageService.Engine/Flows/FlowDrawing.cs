using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Flows;

/// <summary>
/// Draws the flow of a distribution step by step. An account that is fed out of what it gave itself — a pool that gets back
/// what was withheld of its own allocation — goes on as a second node, so that the picture never runs in a circle.
/// </summary>
internal sealed class FlowDrawing(Distribution distribution)
{
    // No account is called so: a name has no colon.
    private const string Households = "households:all";
    private const string Owed = "households:owed";

    private readonly SchemeTitles _titles = new(distribution.Scheme);
    private readonly List<Place> _places = [];
    private readonly Dictionary<string, Place> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<(Place From, Place To), long> _links = [];

    /// <summary>The picture, every node of it conserving what it gets.</summary>
    public MoneyFlow Draw()
    {
        foreach (var source in distribution.Sources)
        {
            var place = source.IsPayer ? At(new Account(AccountKind.Payer, source.Name)) : AtInput(source.Name);
            place.BroughtFen += source.Amount.Fen;
        }

        foreach (var result in distribution.Steps)
        {
            Add(result);
        }

        Close();
        return new MoneyFlow(
            _places.Where(place => place.InFen + place.BroughtFen != 0).Select(place => place.Node()).ToArray(),
            _links.Select(link => new FlowLink(link.Key.From.Id, link.Key.To.Id, new Money(link.Value))).ToArray());
    }

    private void Add(StepResult result)
    {
        var postings = result.Step.Postings(result);
        var drawn = postings.Drawn.Where(posting => posting.Fen != 0).ToArray();
        var fed = postings.Fed.Where(posting => posting.Fen != 0).ToArray();
        Invariant.Holds(drawn.Sum(posting => posting.Fen) == fed.Sum(posting => posting.Fen), "a step feeds what it draws");
        if (!result.Step.GivesLines && drawn.Length == 1)
        {
            Array.ForEach(fed, into => Link(At(drawn[0].Account), into.Account, into.Fen));
            return;
        }

        if (drawn.Length == 0)
        {
            return;
        }

        var step = New("step:" + result.Step.Id, FlowNodeKind.Step, result.Step.Title);
        step.Benefit = result.Step.GivesLines ? result.Step.Benefit : null;
        foreach (var (account, fen) in drawn)
        {
            Join(At(account), step, fen);
        }

        Array.ForEach(fed, into => Link(step, into.Account, into.Fen));
    }

    private void Link(Place from, Account? into, long fen)
    {
        var to = At(into);
        if (Reaches(to, from))
        {
            var next = New(to.Key, to.Kind, to.Label);
            _current[to.Key] = next;
            if (to.BalanceFen > 0)
            {
                Join(to, next, to.BalanceFen);
            }

            to = next;
        }

        Join(from, to, fen);
    }

    private void Join(Place from, Place to, long fen)
    {
        (from.OutFen, to.InFen) = (from.OutFen + fen, to.InFen + fen);
        _links[(from, to)] = _links.GetValueOrDefault((from, to)) + fen;
    }

    private bool Reaches(Place from, Place to) =>
        from == to || _links.Keys.Any(link => link.From == from && Reaches(link.To, to));

    // Every pool is empty, funds and households hold what the distribution says, and what households owe is shown as a source.
    private void Close()
    {
        foreach (var place in _places.Where(place => place is { Kind: FlowNodeKind.Households, BalanceFen: < 0 }).ToArray())
        {
            var owed = New(Owed, FlowNodeKind.Source, new LocalizedText("农户应缴", "Owed by households"));
            owed.BroughtFen = -place.BalanceFen;
            Join(owed, place, owed.BroughtFen);
        }

        foreach (var place in _places.Where(place => place.BalanceFen != 0))
        {
            Invariant.Holds(
                place.BalanceFen > 0 && place.Kind is FlowNodeKind.Households or FlowNodeKind.Fund or FlowNodeKind.Carried,
                $"what comes into {place.Id} goes out again");
            place.StaysFen = place.BalanceFen;
        }

        var owing = _places.Where(place => place.Key == Owed).Sum(place => place.BroughtFen);
        Invariant.Holds(Staying(FlowNodeKind.Households) - owing == distribution.HouseholdsTotal.Fen, "households get their statements");
        Invariant.Holds(Staying(FlowNodeKind.Fund) == distribution.FundsTotal.Fen, "funds keep what the distribution says");
        Invariant.Holds(Staying(FlowNodeKind.Carried) == distribution.CarriedForward.Fen, "what is carried is what the distribution says");
        Invariant.Holds(_places.Sum(place => place.BroughtFen) - owing == distribution.SourcesTotal.Fen, "sources bring their amounts");
    }

    private long Staying(FlowNodeKind kind) => _places.Where(place => place.Kind == kind).Sum(place => place.StaysFen);

    private Place AtInput(string name)
    {
        if (!_current.TryGetValue(name, out var place))
        {
            place = New(name, FlowNodeKind.Source, SchemeTitles.AsLabel(_titles.Of(name)));
            _current.Add(name, place);
        }

        return place;
    }

    private Place At(Account? account)
    {
        var key = account?.ToString() ?? Households;
        if (!_current.TryGetValue(key, out var place))
        {
            place = account is { } known
                ? New(key, KindOf(known.Kind), SchemeTitles.AsLabel(_titles.Of(known)))
                : New(key, FlowNodeKind.Households, new LocalizedText("农户", "Households"));
            _current.Add(key, place);
        }

        return place;
    }

    private static FlowNodeKind KindOf(AccountKind kind) => kind switch
    {
        AccountKind.Payer => FlowNodeKind.Source,
        AccountKind.Fund => FlowNodeKind.Fund,
        AccountKind.Carry => FlowNodeKind.Carried,
        AccountKind.Pool => FlowNodeKind.Pool,
        _ => throw new UnreachableException(),
    };

    private Place New(string key, FlowNodeKind kind, LocalizedText label)
    {
        var earlier = _places.Count(place => place.Key == key);
        var id = earlier == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}#{earlier + 1}");
        var place = new Place(key, id, kind, label);
        _places.Add(place);
        return place;
    }

    /// <summary>A node while it is drawn.</summary>
    private sealed class Place(string key, string id, FlowNodeKind kind, LocalizedText label)
    {
        /// <summary>The same for all nodes of an account.</summary>
        public string Key { get; } = key;

        public string Id { get; } = id;

        public FlowNodeKind Kind { get; } = kind;

        public LocalizedText Label { get; } = label;

        public string? Benefit { get; set; }

        public long BroughtFen { get; set; }

        public long InFen { get; set; }

        public long OutFen { get; set; }

        public long StaysFen { get; set; }

        public long BalanceFen => BroughtFen + InFen - OutFen;

        public FlowNode Node() => new(Id, Kind, Label, new Money(BroughtFen), new Money(StaysFen), new Money(BroughtFen + InFen))
        {
            Benefit = Benefit,
        };
    }
}
