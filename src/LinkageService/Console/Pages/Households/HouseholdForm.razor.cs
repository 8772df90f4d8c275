using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Vocabulary;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Pages.Households;

/// <summary>The fields of a household while somebody writes in them.</summary>
public sealed partial class HouseholdForm
{
    private static readonly LocalizedText NameLabel = new("户主", "Named after");

    private static readonly string[] KnownTags = ["registered", "monitored", "hardship"];

    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly List<LabelField> _labels = [];
    private readonly List<HoldingField> _holdings = [];
    private readonly List<PersonFields> _persons = [];
    private bool _isReady;
    private string _id = "";
    private string? _name;
    private int? _members;
    private string? _validFrom = "";
    private string _otherTags = "";
    private string? _holder;
    private string? _bank;
    private string? _account;
    private string? _phone;
    private string? _remark;
    private StoredHousehold? _standing;
    private IReadOnlyList<LaterFact>? _later;

    /// <summary>The id of the organisation.</summary>
    [Parameter]
    [EditorRequired]
    public string Organization { get; set; } = "";

    /// <summary>The household to change; null for a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Called with the date from which on it holds, once it is stored; of a new one with its member number.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    /// <summary>Called when it stays as it is.</summary>
    [Parameter]
    public EventCallback OnCancelled { get; set; }

    [Inject]
    private PutHousehold Put { get; set; } = null!;

    [Inject]
    private GetHousehold Get { get; set; } = null!;

    [Inject]
    private ShowHouseholdHistory History { get; set; } = null!;

    [Inject]
    private RosterTableColumns Columns { get; set; } = null!;

    [Inject]
    private RosterLabels Labels { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        _validFrom = Dates.Text(Dates.Today(Time));
        _labels.AddRange(Labels.Names.Select(name => new LabelField(name)));
        if (Id is { } id)
        {
            Show(await StandingAsync(id));
        }

        _isReady = true;
    });

    private async Task<HouseholdData> StandingAsync(string id)
    {
        try
        {
            _standing = await AskAsync(
                Permission.ReadOrganizations, caller => Get.HandleAsync(caller, Organization, id, new RosterMoment(), Left));
            return _standing.Data;
        }
        catch (RefusedException unknown) when (unknown.Failure.Code == ProblemCodes.UnknownHousehold)
        {
            // It left, and is taken in again as it was.
            var history = await AskAsync(
                Permission.ReadOrganizations, caller => History.HandleAsync(caller, Organization, id, Left));
            return HouseholdData.Parse(history.LastOrDefault(entry => entry.Fact.Present == 1)?.Fact.Data ?? "{}");
        }
    }

    private void Show(HouseholdData data)
    {
        (_name, _members) = (data.Name, data.Members);
        _tags.UnionWith(data.Tags.Intersect(KnownTags, StringComparer.Ordinal));
        _otherTags = string.Join('；', data.Tags.Except(KnownTags, StringComparer.Ordinal).Select(tag => T(Words.Tag(tag))));
        _labels.AddRange(data.Labels.Keys.Except(Labels.Names, StringComparer.Ordinal).Select(name => new LabelField(name)));
        _labels.ForEach(label => label.Value = data.Labels.GetValueOrDefault(label.Name));
        _holdings.AddRange(data.Holdings.Select(holding => new HoldingField(holding.Key) { Quantity = holding.Value }));
        (_holder, _bank, _account) = (data.Account?.Holder, data.Account?.Bank, data.Account?.Masked);
        (_phone, _remark) = (data.Phone?.Masked, data.Remark);
        _persons.AddRange(data.Persons.Select(person => new PersonFields
        {
            Name = person.Name,
            IdNumber = person.Hint,
            BirthDate = person.MaskedBirthDate,
            Relation = person.Relation,
            IsHead = person.Head,
            Joined = person.Joined,
            Left = person.Left,
            Deceased = person.Deceased,
            Legal = person.Legal ?? new PersonLegal(),
        }));
    }

    private void Mark(string tag, bool isTagged)
    {
        if (isTagged)
        {
            _tags.Add(tag);
        }
        else
        {
            _tags.Remove(tag);
        }
    }

    private void Hold(string? name)
    {
        if (name is { Length: > 0 })
        {
            _holdings.Add(new HoldingField(name));
        }
    }

    private string TitleOf(string holding) => T(Columns.TitleOfHolding(holding));

    // Later entries that repeat what is replaced are asked about before anything is stored.
    private async Task SaveAsync()
    {
        IReadOnlyList<LaterFact> later = [];
        if (Request() is not { } request || (Id is not null && !await TryAsync(async () => later = await AskAsync(
            Permission.WriteHouseholds, caller => Put.FindLaterAsync(caller, request, Left)))))
        {
            return;
        }

        _later = later.Count == 0 ? null : later;
        if (_later is null)
        {
            await StoreAsync(changesLater: false);
        }
    }

    private async Task StoreAsync(bool changesLater)
    {
        _later = null;
        if (Request() is { } request && await TryAsync(async () => await AskAsync(Permission.WriteHouseholds, async caller =>
        {
            if (Id is null)
            {
                await RefuseKnownAsync(caller, request.Household.Id);
            }

            return await Put.HandleAsync(caller, request with { ChangesLaterFacts = changesLater }, Left);
        })))
        {
            await OnSaved.InvokeAsync(Id is null ? request.Household.Id : _validFrom);
        }
    }

    private PutHouseholdRequest? Request() => Dates.TryRead(_validFrom ?? "", out var validFrom)
        ? new PutHouseholdRequest(Organization, Entry(), validFrom, IfMatch(validFrom))
        : null;

    // What somebody else changed meanwhile is not written over. A date before what was shown is a correction of the past.
    private string? IfMatch(DateOnly validFrom) =>
        _standing is { Fact: var fact } && string.CompareOrdinal(Dates.Text(validFrom), fact.ValidFrom) >= 0
            ? EntityTag.Of(fact.KnownAt)
            : null;

    // A new one must not change one that is there, or was.
    private async Task RefuseKnownAsync(Caller caller, string id)
    {
        try
        {
            await History.HandleAsync(caller, Organization, id, Left);
        }
        catch (RefusedException unknown) when (unknown.Failure.Code == ProblemCodes.UnknownHousehold)
        {
            return;
        }

        throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            $"户编号 {id} 已经登记过，请打开那一户修改", $"the member number {id} is taken; open that household to change it", "id"));
    }

    private HouseholdEntry Entry() => new(Id ?? _id.Trim())
    {
        Name = Text(_name),
        Members = _members,
        Tags = [.. _tags.Concat(HouseholdRules.SplitTags(_otherTags).Select(RosterNames.Tag)).Distinct(StringComparer.Ordinal)],
        Labels = _labels.Where(label => Text(label.Value) is not null)
            .ToDictionary(label => label.Name, label => Text(label.Value)!, StringComparer.Ordinal),
        Holdings = _holdings.Where(holding => Text(holding.Quantity) is not null)
            .ToDictionary(holding => holding.Name, holding => Text(holding.Quantity)!, StringComparer.Ordinal),
        Account = (Text(_holder), Text(_bank), Text(_account)) is var (holder, bank, number)
            && (holder ?? bank ?? number) is not null ? new AccountEntry(holder, bank, number) : null,
        Phone = Text(_phone),
        Remark = Text(_remark),
        Persons = _persons.Select(person => new PersonEntry(
            Text(person.Name), Text(person.IdNumber), Text(person.Relation), person.IsHead, Day(person.Joined), Day(person.Left),
            Day(person.Deceased))
        {
            BirthDate = Text(person.BirthDate),
            Legal = person.Legal.OrNull(),
        }).ToArray(),
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var date) ? date : null;

    private sealed class LabelField(string name)
    {
        public string Name => name;

        public string? Value { get; set; }
    }

    private sealed class HoldingField(string name)
    {
        public string Name => name;

        public string? Quantity { get; set; }
    }

    private sealed class PersonFields
    {
        public PersonLegal Legal { get; set; } = new();

        public string? Name { get; set; }

        public string? IdNumber { get; set; }

        public string? BirthDate { get; set; }

        public string? Relation { get; set; }

        public bool IsHead { get; set; }

        public string? Joined { get; set; }

        public string? Left { get; set; }

        public string? Deceased { get; set; }
    }
}
