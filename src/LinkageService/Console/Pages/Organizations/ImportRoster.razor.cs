using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>A roster's file from its choice to the import: what is mended is checked at once, one check at a time.</summary>
public sealed partial class ImportRoster
{
    private readonly Dictionary<int, CheckedRowKind> _shown = [];
    private RosterFile? _file;
    private RosterFile? _before;
    private RosterCheck? _check;
    private ImportReport? _done;
    private string? _name;
    private string _validFrom = "";
    private int? _uploaded;
    private bool _isImporting;
    private bool _isStale;
    private CarriedMends? _carried;
    private TableMending _carriedMending = TableMending.None;
    private bool? _changesLater;
    private int _read;
    private bool _isShared = true;

    /// <summary>The id of the organisation.</summary>
    [Parameter]
    public string Organization { get; set; } = "";

    /// <summary>The year of the run that lacks a roster; null for none.</summary>
    [SupplyParameterFromQuery(Name = "year")]
    public string? RunYear { get; set; }

    private int? Year => AccountYears.Read(RunYear ?? "");

    private string Base => "/organizations/" + Uri.EscapeDataString(Organization);

    private DateOnly? ValidFrom => Dates.TryRead(_validFrom, out var date) ? date : null;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // A roster is that of a year, from its first day on.
        _validFrom = Dates.Text(new DateOnly(Year ?? Dates.Today(Time).Year, 1, 1));
        return TryAsync(async () =>
        {
            _name = (await AskAsync(
                Permission.ReadOrganizations, caller => Organizations.HandleAsync(caller, Organization, Left))).Name;
            _isShared = await AskAsync(Permission.WriteHouseholds, caller => Memory.IsSharedAsync(caller, Organization, Left));
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        if (isDisposing)
        {
            _file?.Dispose();
            _before?.Dispose();
        }
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        SetAside();
        if (await TryAsync(async () =>
        {
            if (file.Size > Limits.MaxBodyBytes)
            {
                throw TooLarge(file.Size);
            }

            _uploaded = 0;
            try
            {
                await using var content = file.OpenReadStream(Limits.MaxBodyBytes, Left);
                _file = await RosterFile.OfAsync(file.Name, content, Limits.MaxBodyBytes, bytes => Show(bytes, file.Size), Left);
            }
            finally
            {
                _uploaded = null;
            }

            if (_before is { } before)
            {
                await CarryAsync(before, _file);
            }
        }))
        {
            _before?.Dispose();
            _before = null;
            await CheckAsync();
        }
    }

    // The file that was mended stays until another is read in its place.
    private void SetAside()
    {
        if (_file is { } file && _check is not null)
        {
            _before?.Dispose();
            (_before, _file) = (file, null);
        }

        Clear();
    }

    // What was mended of the file before is mended in the one chosen now, and stays in sight.
    private async Task CarryAsync(RosterFile before, RosterFile file)
    {
        var carried = await Import.CarryAsync(Organization, before, file, Left);
        _carried = carried.Cells + carried.Missed.Count > 0 ? carried : null;
        _carriedMending = file.Mending;
        foreach (var row in carried.Rows)
        {
            _shown[row] = CheckedRowKind.Bad;
        }
    }

    private Task ForgetMendsAsync()
    {
        _shown.Clear();
        _carried = null;
        return MendAsync(mending => mending.Without(_carriedMending));
    }

    // From another thread, while the file is read.
    private void Read(int rows) => _ = InvokeAsync(() =>
    {
        _read = rows;
        StateHasChanged();
    });

    private RefusedException TooLarge(long bytes) => new(Failure.Of(ProblemCodes.BodyTooLarge,
        $"文件有 {bytes >> 20} MB，最多 {Limits.MaxBodyBytes >> 20} MB；请分成几个文件，分几次导入",
        $"the file has {bytes >> 20} MB, at most {Limits.MaxBodyBytes >> 20} MB are taken; split it and import the parts one by one"));

    private void Show(long bytes, long size)
    {
        var percent = size == 0 ? 100 : (int)(bytes * 100 / size);
        if (percent != _uploaded)
        {
            _uploaded = percent;
            StateHasChanged();
        }
    }

    // What is changed while a check runs is checked after it.
    private async Task CheckAsync()
    {
        _isStale = true;
        while (_isStale && !IsBusy && _file is { } file)
        {
            (_isStale, _read) = (false, 0);
            if (!await TryAsync(async () => _check = await AskAsync(Permission.WriteHouseholds, caller =>
                Import.CheckAsync(caller, Organization, file, ValidFrom, _shown, Left, Read))))
            {
                return;
            }

            foreach (var row in _check!.Shown.Where(row => row.Kind != CheckedRowKind.Fine))
            {
                _shown[row.Number] = row.Kind;
            }
        }
    }

    private Task ChangeCellAsync((int Row, int Column, string Text) cell) =>
        MendAsync(mending => mending.WithCell(cell.Row, cell.Column, cell.Text));

    private Task ChangeRowAsync((int Row, bool IsLeftOut) row) => MendAsync(mending => mending.WithRow(row.Row, row.IsLeftOut));

    // Other headings are other problems: what was shown of the rows is begun anew.
    private async Task ChangeColumnAsync((int Column, string? Heading) column)
    {
        _shown.Clear();
        var file = _check!.Columns[column.Column];

        // What has numbers of its own is read by them.
        _file!.NumbersHouseholds &= column.Heading is not { } chosen || Known.Find(chosen) is not { Field: RosterField.HouseholdId };
        if (!RosterHeadingMemory.MayRemember(_check.Columns, column.Column))
        {
            await MendColumnAsync(column);
        }
        else if (await RememberAsync(file, column.Heading is { } heading ? Known.Find(heading) : RosterColumn.LeftOut))
        {
            await CheckAsync();
        }
    }

    private async Task ForgetColumnAsync(int place)
    {
        _shown.Clear();
        if (await RememberAsync(_check!.Columns[place], column: null))
        {
            await CheckAsync();
        }
    }

    // The next clerk has it too.
    private Task<bool> RememberAsync(CheckedColumn file, RosterColumn? column) => TryNextAsync(() => AskAsync(
        Permission.WriteHouseholds, async caller =>
        {
            await Memory.RememberAsync(caller, Organization, file.Written, column, Left, _check!.Reading.IsByPerson);
            return true;
        }));

    private Task NumberAsync(bool isNumbered)
    {
        _shown.Clear();
        _file!.NumbersHouseholds = isNumbered;
        return CheckAsync();
    }

    private async Task ShareAsync(bool isShared)
    {
        if (await TryNextAsync(() => AskAsync(Permission.WriteHouseholds, async caller =>
        {
            await Memory.ShareAsync(caller, Organization, isShared, Left);
            return _isShared = isShared;
        })))
        {
            await CheckAsync();
        }
    }

    private Task MendColumnAsync((int Column, string? Heading) column) => MendAsync(mending => column.Heading is { } heading
        ? mending.WithColumn(column.Column, isLeftOut: false).WithCell(_check!.HeadingRow, column.Column, heading)
        : mending.WithColumn(column.Column, isLeftOut: true));

    private Task SkipTitleAsync()
    {
        _shown.Clear();
        return MendAsync(_ => TableMending.None with { FirstRow = _check!.HeadingRow + 1 });
    }

    // What was mended belongs to the other sheet.
    private Task ChooseSheetAsync(string sheet)
    {
        _shown.Clear();
        (_file!.Sheet, _file.NumbersHouseholds) = (sheet, false);
        return MendAsync(_ => TableMending.None);
    }

    private Task MendAsync(Func<TableMending, TableMending> mend)
    {
        _file!.Mending = mend(_file.Mending);
        return CheckAsync();
    }

    private Task ChangeDateAsync(ChangeEventArgs date)
    {
        _validFrom = date.Value as string ?? "";
        return ValidFrom is null ? Task.CompletedTask : CheckAsync();
    }

    private async Task StoreAsync()
    {
        if (_file is not { } file || ValidFrom is null || (_check?.LaterFactCount > 0 && _changesLater is null))
        {
            return;
        }

        (_isImporting, _read) = (true, 0);
        var stored = await TryAsync(async () => _done = await AskAsync(Permission.WriteHouseholds, caller =>
            Import.ImportAsync(caller, Organization, file, ValidFrom, _changesLater == true, Left, Read)));
        _isImporting = false;
        if (stored)
        {
            // The households of the draft are not kept with the page.
            _done = _done! with { Draft = new ImportDraft(ImportMemory.Unbounded()) };
            Drop();
        }
    }

    private string Missed(CarriedMends carried)
    {
        var shown = carried.Missed.Take(ImportRosterFile.MaxShown).Select(each =>
            $"{(each.Household.Length > 0 ? each.Household : T("没有编号的一行", "a row without number"))} {each.Heading}".Trim());
        return string.Join(T("、", ", "), shown) + (carried.Missed.Count > ImportRosterFile.MaxShown ? "……" : "");
    }

    private string Verdict(RosterCheck check) => check switch
    {
        { BadRowCount: > 0 } => T(
            $"{Count(check.BadRowCount)} 行有问题，都列在下面：改正标红的格，或不导入那一行。其余各行没有问题，不用动。",
            $"{Count(check.BadRowCount)} rows have problems and are listed below: mend the marked cells, or leave the row out. "
            + "The others are fine."),
        { Households: 0 } => T("列名下面没有一户，没有要导入的。", "No household stands below the headings; there is nothing to import."),
        { Added: 0, Changed: 0 } => T("与名册完全一样，没有要导入的。", "The same as the roster; there is nothing to import."),
        _ => T(
            $"{Count(check.Rows)} 行、{Count(check.Households)} 户，没有问题，可以导入。",
            $"{Count(check.Rows)} rows, {Count(check.Households)} households, no problem: ready to import."),
    };

    private void Restart()
    {
        _done = null;
        Drop();
    }

    private void Drop()
    {
        _before?.Dispose();
        _before = null;
        Clear();
    }

    private void Clear()
    {
        _file?.Dispose();
        (_file, _check, _uploaded, _changesLater, _carried) = (null, null, null, null, null);
        _shown.Clear();
    }
}
