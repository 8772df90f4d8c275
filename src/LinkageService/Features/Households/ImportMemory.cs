using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Households;

/// <summary>
/// How much one import may take: it is held in memory whole until it is stored, and one that would not fit is refused while there is
/// memory left to say so. What is counted is somewhat more than what is taken, never the memory itself, so that the same file gets
/// the same answer each time.
/// </summary>
/// <param name="available">Bytes the process may take.</param>
/// <param name="maxHouseholds">More are refused however small they are.</param>
internal sealed class ImportMemory(long available, int maxHouseholds)
{
    /// <summary>An import may take one part of this many of the memory, so that two at once fit.</summary>
    /// <value>2.</value>
    public const int Parts = 2;

    // Above what was measured at a heap limit: docs/operations.md, Memory.
    private const long BytesOfHousehold = 1_200;
    private const long BytesOfText = 200;
    private const long BytesOfCharacter = 10;
    private const long BytesOfPerson = 200;
    private const long BytesOfStanding = 2_000;

    private readonly long _most = available / Parts;
    private long _read;
    private long _standing;
    private int _households;
    private int _householdsStanding;

    /// <summary>For one import into this process.</summary>
    public static ImportMemory Of(Limits limits) => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, limits.MaxHouseholds);

    /// <summary>For households that are made here, not sent.</summary>
    public static ImportMemory Unbounded() => new(long.MaxValue, int.MaxValue);

    /// <summary>Counts a household that is read.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="RefusedException">It is one too many.</exception>
    public void AddHousehold(string id)
    {
        if (++_households > maxHouseholds)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"农户超过 {maxHouseholds} 户", $"more than {maxHouseholds} households"));
        }

        Take(BytesOfHousehold + BytesOf(id));
    }

    /// <summary>Counts a text of a household that is kept.</summary>
    /// <exception cref="RefusedException">It is too much.</exception>
    public void AddText(string? text) => Take(text is null ? 0 : BytesOf(text));

    /// <summary>Counts a person, without what is said of them.</summary>
    /// <exception cref="RefusedException">It is too much.</exception>
    public void AddPerson() => Take(BytesOfPerson);

    /// <summary>Counts a household with all that is said of it.</summary>
    /// <exception cref="RefusedException">It is too much.</exception>
    public void Add(HouseholdEntry entry)
    {
        AddHousehold(entry.Id);
        AddText(entry.Name);
        AddText(entry.Account?.Holder);
        AddText(entry.Account?.Bank);
        AddText(entry.Account?.Number);
        AddText(entry.Phone);
        AddText(entry.Remark);
        foreach (var text in entry.Tags.Concat(entry.Holdings.Keys).Concat(entry.Holdings.Values))
        {
            AddText(text);
        }

        foreach (var person in entry.Persons)
        {
            AddPerson();
            AddText(person.Name);
            AddText(person.IdNumber);
            AddText(person.BirthDate);
            AddText(person.Relation);
            foreach (var (_, text) in person.Legal?.Values() ?? [])
            {
                AddText(text);
            }
        }
    }

    /// <summary>Begins to look how the households stand; what was counted of that before is let go.</summary>
    public void BeginStanding() => (_standing, _householdsStanding) = (0, 0);

    /// <summary>Counts how a household of the import stands, to be compared with.</summary>
    /// <param name="data">What its fact keeps.</param>
    /// <exception cref="RefusedException">It is too much.</exception>
    public void AddStanding(string data)
    {
        _standing += BytesOfStanding + (BytesOfCharacter * data.Length);
        _householdsStanding++;
        Check();
    }

    private static long BytesOf(string text) => BytesOfText + (BytesOfCharacter * text.Length);

    // Two digits, and a little less than the average says, so that what is sent in parts of it is taken.
    private static long RoundDown(long households)
    {
        var unit = 1L;
        while (households / unit >= 100)
        {
            unit *= 10;
        }

        return households - (households % unit);
    }

    private void Take(long bytes)
    {
        _read += bytes;
        Check();
    }

    private void Check()
    {
        if (_read + _standing <= _most)
        {
            return;
        }

        var each = (_read / _households) + (_standing / Math.Max(1, _householdsStanding));
        var (all, most, fit) = (available >> 20, _most >> 20, Math.Max(1, RoundDown(_most / each * 95 / 100)));
        throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
            $"服务进程可用内存 {all} MiB，一次导入最多用 {most} MiB，这样的花名册放得下约 {fit} 户；"
            + "分成几份导入，每份不超过这么多户，或请管理员给服务更多内存",
            $"the process has {all} MiB of memory, of which one import may take {most} MiB; some {fit} households like these fit: "
            + "import the roster in parts of no more than that, or give the service more memory"));
    }
}
