using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Facts;

/// <summary>
/// Days of facts that cannot lie ahead: of what has happened, and of what is read as it is today. A charter may be stated for next month.
/// </summary>
internal static class FactDates
{
    /// <summary>Every day that is still to come and may not be.</summary>
    /// <param name="request">What is stated.</param>
    /// <param name="today">Today in China.</param>
    public static IReadOnlyList<Problem> Problems(PutFactRequest request, DateOnly today)
    {
        if (FactKind.Find(request.Kind) is not { } kind)
        {
            return [];
        }

        var problems = new List<Problem>();
        if (kind.IsYearly && request.Year > today.Year)
        {
            problems.Add(Ahead("year", Text(request.Year.Value), Text(today.Year)));
        }

        if (kind.IsReadToday && request.ValidFrom > today)
        {
            problems.Add(Ahead("validFrom", Dates.Text(request.ValidFrom.Value), Dates.Text(today)));
        }

        if (request.Parts.Of(kind) is { } part)
        {
            Look(part, kind.Word, today, problems);
        }

        return problems;
    }

    private static void Look(object record, string path, DateOnly today, List<Problem> problems)
    {
        foreach (var field in FactField.Of(record.GetType()))
        {
            var (name, value) = ($"{path}.{field.Name}", field.Property.GetValue(record));
            if (value is IEnumerable<object> rows)
            {
                var at = 0;
                foreach (var row in rows)
                {
                    Look(row, $"{name}[{Text(at++)}]", today, problems);
                }
            }
            else if (!field.Said.IsPast)
            {
                continue;
            }
            else if (value is string text && Dates.TryRead(text, out var date) && date > today)
            {
                problems.Add(Ahead(name, text, Dates.Text(today)));
            }
            else if (value is int year && year > today.Year)
            {
                problems.Add(Ahead(name, Text(year), Text(today.Year)));
            }
        }
    }

    private static Problem Ahead(string field, string got, string today) => new(ProblemCodes.InvalidValue, field, new LocalizedText(
        $"{got} 还没有到，不能在今天（{today}）之后", $"{got} is still to come: it is not after today ({today})"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
