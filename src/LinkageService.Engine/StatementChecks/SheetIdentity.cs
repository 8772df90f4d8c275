using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>The columns of money of which a total is made up: 应发 − 扣款 = 实发.</summary>
internal sealed class SheetIdentity
{
    private const int MostParts = 8;
    private const int LeastLines = 3;
    private const int LeastPercent = 60;

    private SheetIdentity(int total, IReadOnlyList<(int Column, int Sign)> parts) => (Total, Parts) = (total, parts);

    /// <summary>The column that is the sum.</summary>
    public int Total { get; }

    /// <summary>What it is the sum of, and whether that is added or taken.</summary>
    public IReadOnlyList<(int Column, int Sign)> Parts { get; }

    /// <summary>What the parts of a line make.</summary>
    public long Of(SheetLine line) => Parts.Sum(part => part.Sign * (line.Fen(part.Column) ?? 0));

    /// <summary>Whether every cell of it could be read.</summary>
    public bool IsRead(SheetLine line) => line.Unread.Count == 0 || (!line.Unread.Contains(Total)
        && !Parts.Any(part => line.Unread.Contains(part.Column)));

    /// <summary>It in words.</summary>
    public LocalizedText Words(CheckedSheet sheet)
    {
        var text = string.Concat(Parts.Select((part, at) =>
            (part.Sign < 0 ? " − " : at > 0 ? " + " : "") + "“" + sheet.Columns[part.Column].Heading + "”"));
        return new LocalizedText($"“{sheet.Columns[Total].Heading}” = {text}", $"“{sheet.Columns[Total].Heading}” = {text}");
    }

    /// <summary>The sum that most lines of a total fit; null where not enough do.</summary>
    public static SheetIdentity? Find(CheckedSheet sheet, int total)
    {
        var others = sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Deduction, SheetColumnKind.Total)
            .Where(at => at != total).ToArray();
        var before = others.Where(at => at < total && sheet.Columns[at].Kind == SheetColumnKind.Total)
            .Select(at => (int?)at).LastOrDefault();
        var parts = others.Where(at => sheet.Columns[at].Kind != SheetColumnKind.Total).Take(MostParts).ToArray();
        var found = Sets(sheet, parts, from: null);
        if (before is { } earlier)
        {
            found = found.Concat(Sets(sheet, [.. parts.Where(at => at > earlier)], earlier));
        }

        return found.Select(set => new SheetIdentity(total, set))
            .Select(identity => (Identity: identity, Lines: identity.Matches(sheet)))
            .Where(each => each.Lines.Matched >= LeastLines && each.Lines.Matched * 100 >= each.Lines.Compared * LeastPercent)
            .OrderByDescending(each => each.Lines.Matched).ThenByDescending(each => each.Identity.Parts.Count)
            .Select(each => each.Identity).FirstOrDefault();
    }

    private (int Matched, int Compared) Matches(CheckedSheet sheet)
    {
        var (matched, compared) = (0, 0);
        foreach (var line in sheet.Lines)
        {
            if (line.Fen(Total) is { } written && IsRead(line))
            {
                compared++;
                matched += written == Of(line) ? 1 : 0;
            }
        }

        return (matched, compared);
    }

    private static IEnumerable<(int Column, int Sign)[]> Sets(CheckedSheet sheet, int[] parts, int? from)
    {
        for (var set = 1; set < 1 << parts.Length; set++)
        {
            var chosen = Enumerable.Range(0, parts.Length).Where(at => (set >> at & 1) == 1)
                .Select(at => (parts[at], sheet.SignOf(parts[at])));
            yield return from is { } first ? [(first, 1), .. chosen] : [.. chosen];
        }

        if (from is { } alone)
        {
            yield return [(alone, 1)];
        }
    }

    /// <summary>Why the total of a line is not the sum of its parts.</summary>
    /// <param name="sheet">Whose columns the parts are.</param>
    /// <param name="line">The household of which the total is not the sum of its parts.</param>
    /// <param name="isTyped">Whether the total was written by hand.</param>
    public (SheetCause Cause, LocalizedText Text) CauseOf(CheckedSheet sheet, SheetLine line, bool isTyped)
    {
        var (written, right) = (line.Fen(Total) ?? 0, Of(line));
        foreach (var (column, sign) in Parts)
        {
            if (line.Fen(column) is not { } part || part == 0)
            {
                continue;
            }

            var heading = sheet.Columns[column].Heading;
            if (sheet.Columns[column].Kind == SheetColumnKind.Deduction)
            {
                var taken = part * -sign;
                if (written == right + taken || written == right + (taken * 2))
                {
                    return (SheetCause.DeductionNotTaken, new LocalizedText(
                        $"“{heading}”{new Money(part).ToDisplayString()} 没有扣，或者加成了", $"\"{heading}\" was not taken, or was added"));
                }
            }
            else if (written == right - part)
            {
                return (SheetCause.PartLeftOut, new LocalizedText(
                    $"漏加了“{heading}”{new Money(part).ToDisplayString()}", $"\"{heading}\" is not in it"));
            }
            else if (written == right + part)
            {
                return (SheetCause.CountedTwice, new LocalizedText(
                    $"“{heading}”{new Money(part).ToDisplayString()} 加了两次", $"\"{heading}\" is in it twice"));
            }
        }

        return isTyped && SheetDigits.SlipOf(written, right) is { } slip
            ? (slip, slip.Words())
            : (SheetCause.Unknown, new LocalizedText("横向加起来不等，原因不明", "the row does not add up; no cause that was tried gives it"));
    }
}
