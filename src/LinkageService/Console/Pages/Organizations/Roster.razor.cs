using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Organizations;
using LinkageService.Storage;
using LinkageService.Vocabulary;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>A roster of any number of households: the page holds a selection, and reads the rows that are on the screen.</summary>
public sealed partial class Roster
{
    private RosterSelection? _selection;
    private RosterMoment _shown = new();
    private RosterQuery _query = new();
    private string? _name;
    private string? _asOf;
    private string? _knownAt;
    private string _search = "";
    private string _tag = "";
    private string? _of;
    private int _version;
    private readonly GridEdits _edits = new();
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private RosterChanges? _changes;
    private bool _isEditing;
    private string? _done;

    /// <summary>The id of the organisation.</summary>
    [Parameter]
    public string Organization { get; set; } = "";

    /// <summary>The date to show first; today unless stated.</summary>
    [SupplyParameterFromQuery(Name = "asOf")]
    private string? AsOf { get; set; }

    [Inject]
    private RosterWindow Window { get; set; } = null!;

    [Inject]
    private GetOrganization Organizations { get; set; } = null!;

    [Inject]
    private RosterTableColumns Columns { get; set; } = null!;

    [Inject]
    private RosterLabels Labels { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Base => "/organizations/" + Uri.EscapeDataString(Organization);

    private string Today => Dates.Text(Dates.Today(Time));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_of == Organization)
        {
            return;
        }

        (_of, _selection, _isEditing, _done) = (Organization, null, false, null);
        _edits.Clear();
        _chosen.Clear();
        _asOf = AsOf is { } wanted && Dates.TryRead(wanted, out _) ? wanted : Today;
        if (await TryAsync(async () => _name = (await AskAsync(
            Permission.ReadOrganizations, caller => Organizations.HandleAsync(caller, Organization, Left))).Name))
        {
            await SearchAsync();
        }
    }

    private Task SearchAsync() => TryNextAsync(async () =>
    {
        var moment = new RosterMoment(Dates.TryRead(_asOf ?? "", out var date) ? date : null, KnownAt());
        var query = new RosterQuery(Text(_search), Text(_tag));
        _selection = await AskAsync(Permission.ReadOrganizations, caller => Window.HandleAsync(
            caller, Organization, moment, query, Left));
        _query = query;
        _shown = moment;
        _version++;
    });

    // Of the past nothing is changed: what was known then stays.
    private bool MayEdit => Session.May(Permission.WriteHouseholds) && _shown.KnownAt is null;

    private void Edit()
    {
        (_isEditing, _done) = (!_isEditing, null);
        _edits.Clear();
        _chosen.Clear();
    }

    private Task ChooseAllAsync() => TryAsync(async () =>
    {
        var selection = _selection!;
        _chosen.UnionWith(await AskAsync(Permission.ReadOrganizations, caller => Window.IdsAsync(caller, selection, Left)));
    });

    private void Undo()
    {
        _edits.Undo();
        _changes?.Forget();
    }

    private void UndoAll()
    {
        _edits.Clear();
        _changes?.Forget();
    }

    private Task<IReadOnlyList<FieldChanges>> ChangesAsync() => Task.FromResult(_edits.ToChanges());

    private async Task StoredAsync(int households)
    {
        _done = T($"已修改 {Count(households)} 户；改错了可以在“导入记录”里整次撤回。",
            $"{Count(households)} households were changed; it can be taken back as a whole under Imports.");
        _edits.Clear();
        _chosen.Clear();
        await SearchAsync();
    }

    private long? KnownAt()
    {
        if (string.IsNullOrEmpty(_knownAt))
        {
            return null;
        }

        return Dates.TryReadMomentInChina(_knownAt, out var moment) ? moment : throw new RefusedException(Failure.Of(
            ProblemCodes.InvalidValue, "时刻写作 2026-01-05 16:00", "a moment is written 2026-01-05 16:00", "knownAt"));
    }

    private async ValueTask<ItemsProviderResult<Numbered>> ReadAsync(ItemsProviderRequest request)
    {
        var selection = _selection!;
        try
        {
            var rows = await AskAsync(Permission.ReadOrganizations, caller => Window.ReadAsync(
                caller, selection, request.StartIndex, request.Count, request.CancellationToken));
            return new ItemsProviderResult<Numbered>(
                rows.Select((row, at) => new Numbered(request.StartIndex + at, row)), selection.Count);
        }
        catch (Exception exception) when (exception is RefusedException or StorageUnavailableException)
        {
            // The rows stay empty; the page says why.
            await TryAsync(() => Task.FromException(exception));
            return new ItemsProviderResult<Numbered>([], 0);
        }
    }

    // The file has what is on the screen.
    private string Export(string format)
    {
        var known = _shown.KnownAt is { } moment ? "&knownAt=" + Uri.EscapeDataString(Dates.MomentText(moment)) : "";
        var filter = (_query.Search is { } search ? "&search=" + Uri.EscapeDataString(search) : "")
            + (_query.Tag is { } tag ? "&tag=" + Uri.EscapeDataString(tag) : "");
        return $"/exports{Base}/households?format={format}&asOf={_selection?.Roster.AsOf ?? Today}{known}{filter}&lang={T("zh", "en")}";
    }

    private string HouseholdAddress(string id)
    {
        var address = $"{Base}/households/{Uri.EscapeDataString(id)}";
        return _selection!.Roster.AsOf == Today ? address : address + "?asOf=" + _selection.Roster.AsOf;
    }

    private string TitleOf(string holding) => T(Columns.TitleOfHolding(holding));

    private string TagsOf(StoredHousehold stored) => string.Join(T("、", ", "), stored.Data.Tags.Select(tag => T(Words.Tag(tag))));

    private static string Quantity(RosterHolding holding) => holding.Sum.ToString("#,##0.####", CultureInfo.InvariantCulture);

    private bool IsFiltered => _query.Search is not null || _query.Tag is not null;

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A row of the roster.</summary>
    public sealed class Numbered
    {
        internal Numbered(int place, StoredHousehold stored) => (Place, Stored) = (place, stored);

        /// <summary>Its place, from 0.</summary>
        public int Place { get; }

        /// <summary>The member number.</summary>
        public string Id => Stored.Fact.HouseholdId;

        internal StoredHousehold Stored { get; }

        /// <summary>What stands in a cell of the grid.</summary>
        /// <param name="field">As in a change of households.</param>
        public string ValueOf(string field) => field switch
        {
            "name" => Stored.Data.Name ?? "",
            "members" => Stored.Data.Members?.ToString(CultureInfo.InvariantCulture) ?? "",
            GridEdits.Tags => GridEdits.Shown(Stored.Data.Tags),
            "remark" => Stored.Data.Remark ?? "",
            _ when field.StartsWith(RosterTableColumns.LabelPrefix, StringComparison.Ordinal) =>
                Stored.Data.Labels.GetValueOrDefault(field[RosterTableColumns.LabelPrefix.Length..], ""),
            _ => Stored.Data.Holdings.GetValueOrDefault(field[RosterTableColumns.HoldingPrefix.Length..], ""),
        };
    }
}
