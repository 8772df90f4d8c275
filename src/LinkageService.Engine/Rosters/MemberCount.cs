using System.Globalization;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// A column that a scheme reads without declaring it: how many members a household has on the record date, or how many of an age.
/// A stored roster counts them out of its dated persons; a roster sent with a request states them under <see cref="Name"/>.
/// </summary>
/// <param name="From">The youngest age that counts, in completed years; null for no limit.</param>
/// <param name="Below">The age from which on nobody counts any more; null for no limit.</param>
public sealed record MemberCount(int? From, int? Below)
{
    /// <summary>What they are called in formulas: <c>members</c>, <c>members(age >= 70)</c>.</summary>
    public const string Word = "members";

    /// <summary>The unit they are counted in.</summary>
    public const string Unit = "person";

    /// <summary>The greatest age a scheme may ask for.</summary>
    /// <value>150.</value>
    public const int MaxAge = 150;

    /// <summary>Such columns of one scheme.</summary>
    /// <value>16.</value>
    public const int MaxColumns = 16;

    /// <summary>All members, of any age.</summary>
    public static MemberCount All { get; } = new(From: null, Below: null);

    /// <summary>Whether ages matter.</summary>
    public bool IsByAge => From is not null || Below is not null;

    /// <summary>Its one spelling, in formulas and as a column of rosters.</summary>
    public string Name => (From, Below) switch
    {
        (null, null) => Word,
        ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"{Word}(age >= {from})"),
        (null, { } below) => string.Create(CultureInfo.InvariantCulture, $"{Word}(age < {below})"),
        ({ } from, { } below) => string.Create(CultureInfo.InvariantCulture, $"{Word}(age >= {from}, age < {below})"),
    };

    /// <summary>What people call it: <c>70周岁以上人口</c>.</summary>
    public LocalizedText Title => (From, Below) switch
    {
        (null, null) => new LocalizedText("家庭人口", "Members"),
        ({ } from, null) => Of($"{from}周岁以上人口", $"Members aged {from} or over"),
        (null, { } below) => Of($"不满{below}周岁人口", $"Members under {below}"),
        ({ } from, { } below) => Of($"{from}周岁以上不满{below}周岁人口", $"Members aged {from} or over and under {below}"),
    };

    /// <summary>Whether somebody of an age counts.</summary>
    /// <param name="age">In completed years.</param>
    public bool Counts(int age) => age >= (From ?? 0) && age < (Below ?? int.MaxValue);

    /// <summary>
    /// Years completed on a day: a year is complete on the birthday, and for who was born on 29 February on 28 February where the year
    /// has no 29 (Civil Code, art. 202).
    /// </summary>
    /// <param name="born">The date of birth, not after <paramref name="day"/>.</param>
    /// <param name="day">The day.</param>
    public static int AgeOn(DateOnly born, DateOnly day)
    {
        Invariant.Holds(born <= day, "nobody has an age before their birth");
        var years = day.Year - born.Year;
        return born.AddYears(years) > day ? years - 1 : years;
    }

    private static LocalizedText Of(FormattableString zh, FormattableString en) =>
        new(FormattableString.Invariant(zh), FormattableString.Invariant(en));
}
