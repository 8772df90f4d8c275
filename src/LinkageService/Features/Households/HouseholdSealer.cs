using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>A household as it will be stored.</summary>
/// <param name="Data">With its numbers encrypted.</param>
/// <param name="Hashes">By which its new numbers are found.</param>
internal sealed record SealedHousehold(HouseholdData Data, IReadOnlyList<byte[]> Hashes);

/// <summary>
/// Makes what is stored out of what was said. What equals the household as it stands is kept byte for byte — the same encrypted
/// number, the same decimal — so that two facts that say the same are the same text.
/// </summary>
internal sealed class HouseholdSealer(PrivateNumbers numbers)
{
    private const int HoldingDecimals = 4;

    /// <summary>Seals a household; masked numbers that do not stand now are looked for in what was ever stored of it.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="organization">Whose household it is.</param>
    /// <param name="entry">What was said, found right by <see cref="HouseholdRules"/>.</param>
    /// <param name="standing">The household as it stands; null when it does not.</param>
    /// <param name="problems">Gets masked numbers that fit nothing stored.</param>
    public async Task<SealedHousehold> SealAsync(
        Session session, string organization, HouseholdEntry entry, HouseholdData? standing, List<Problem> problems)
    {
        HouseholdData[] known = standing is null ? [] : [standing];
        var household = Seal(organization, entry, known, problems);
        if (problems.Count == 0)
        {
            return household;
        }

        problems.Clear();
        var history = await HouseholdStore.HistoryAsync(session, organization, entry.Id);
        return Seal(
            organization, entry,
            [.. known, .. history.OrderByDescending(fact => fact.KnownAt).Select(fact => HouseholdData.Parse(fact.Data))], problems);
    }

    /// <summary>Seals a household out of what stands, without asking the database; null when a masked number does not stand now.</summary>
    /// <param name="organization">Whose household it is.</param>
    /// <param name="entry">What was said, found right by <see cref="HouseholdRules"/>.</param>
    /// <param name="standing">The household as it stands; null when it does not.</param>
    public SealedHousehold? TrySeal(string organization, HouseholdEntry entry, HouseholdData? standing)
    {
        var problems = new List<Problem>(0);
        var household = Seal(organization, entry, standing is null ? [] : [standing], problems);
        return problems.Count == 0 ? household : null;
    }

    // Encrypts what is new, keeps what is known: the household as it stands first, then what else is stored of it.
    private SealedHousehold Seal(string organization, HouseholdEntry entry, IReadOnlyList<HouseholdData> known, List<Problem> problems)
    {
        var hashes = new List<byte[]>(0);
        var standing = known.Count > 0 ? known[0] : new HouseholdData();
        var persons = new PersonData[entry.Persons.Count];
        for (var at = 0; at < persons.Length; at++)
        {
            persons[at] = SealPerson(organization, entry, at, known, hashes, problems);
        }

        return new SealedHousehold(
            new HouseholdData
            {
                Name = entry.Name,
                Members = entry.Members,
                Tags = entry.Tags.Count == 0 ? [] : [.. entry.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Holdings = SealHoldings(entry.Holdings, standing.Holdings),
                Labels = new SortedDictionary<string, string>(
                    entry.Labels.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
                Account = SealAccount(organization, entry, known, hashes, problems),
                Persons = persons,
                Phone = SealPhone(organization, entry, known, problems),
                Remark = entry.Remark,
            },
            hashes);
    }

    private static SortedDictionary<string, string> SealHoldings(
        IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, string> stored)
    {
        var holdings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in said)
        {
            holdings[name] = stored.TryGetValue(name, out var old) && Unscaled(old) == Unscaled(value) ? old : value;
        }

        return holdings;
    }

    private static long Unscaled(string value)
    {
        DecimalText.TryParse(value, HoldingDecimals, out long unscaled);
        return unscaled;
    }

    private AccountData? SealAccount(
        string organization, HouseholdEntry entry, IReadOnlyList<HouseholdData> known, List<byte[]> hashes, List<Problem> problems)
    {
        if (entry.Account is not { } account || account is { Holder: null, Bank: null, Number: null })
        {
            return null;
        }

        if (account.Number is not { } text)
        {
            return new AccountData(account.Holder, account.Bank, Number: null, Hint: null);
        }

        var isMask = AccountNumber.IsMask(text);
        var number = text;
        if (!isMask)
        {
            AccountNumber.TryRead(text, out number);
        }

        var hint = AccountNumber.Hint(number);
        var kept = known.Select(data => data.Account).FirstOrDefault(stored => stored?.Number is not null && stored.Hint == hint
            && (isMask || numbers.Decrypt(stored.Number, organization, entry.Id) == number));
        if (kept is not null)
        {
            return new AccountData(account.Holder, account.Bank, kept.Number, hint);
        }

        if (isMask)
        {
            problems.Add(DoesNotFit("account.number"));
            return null;
        }

        hashes.AddRange(numbers.LookupHashes(PrivateNumberKind.Account, number));
        return new AccountData(account.Holder, account.Bank, numbers.Encrypt(number, organization, entry.Id), hint);
    }

    private PhoneData? SealPhone(string organization, HouseholdEntry entry, IReadOnlyList<HouseholdData> known, List<Problem> problems)
    {
        if (entry.Phone is not { } number)
        {
            return null;
        }

        var (isMask, hint) = (PhoneNumber.IsMask(number), PhoneNumber.Hint(number));
        var kept = known.Select(data => data.Phone).FirstOrDefault(stored => stored?.Hint == hint
            && (isMask || numbers.Decrypt(stored.Number, organization, entry.Id) == number));
        if (kept is null && isMask)
        {
            problems.Add(DoesNotFit("phone"));
        }

        return kept ?? (isMask ? null : new PhoneData(numbers.Encrypt(number, organization, entry.Id), hint));
    }

    private PersonData SealPerson(
        string organization, HouseholdEntry entry, int at, IReadOnlyList<HouseholdData> known, List<byte[]> hashes, List<Problem> problems)
    {
        var person = entry.Persons[at];
        string? encrypted = null, hint = null;
        if (person.IdNumber is { } text)
        {
            var isMask = IdNumber.IsMask(text);
            var number = text;
            if (!isMask)
            {
                IdNumber.TryRead(text, out number);
            }

            hint = isMask ? text : IdNumber.Mask(number);
            encrypted = isMask
                ? FindMasked(organization, entry.Id, person, known)
                : FindSame(organization, entry.Id, number, hint, known);
            if (encrypted is null && isMask)
            {
                problems.Add(DoesNotFit(string.Create(CultureInfo.InvariantCulture, $"persons[{at}].idNumber")));
            }
            else if (encrypted is null)
            {
                encrypted = numbers.Encrypt(number, organization, entry.Id);
                hashes.AddRange(numbers.LookupHashes(PrivateNumberKind.Id, number));
            }
        }

        var born = SealBirth(organization, entry.Id, person, known);
        if (person.BirthDate is not null && born is null && !IsBornOn(organization, entry.Id, person, encrypted))
        {
            problems.Add(person.BirthDate == BirthDate.Mask
                ? new Problem(ProblemCodes.InvalidValue, string.Create(CultureInfo.InvariantCulture, $"persons[{at}].birthDate"),
                    new LocalizedText("这是遮住的出生日期，与本户已存的对不上；请写完整的日期",
                        "this date of birth is masked and fits none stored of the household; write it in full"))
                : new Problem(ProblemCodes.InvalidValue, string.Create(CultureInfo.InvariantCulture, $"persons[{at}].birthDate"),
                    new LocalizedText("与身份证号里的出生日期不一致，请核对", "not the date of birth in the ID number; check it")));
        }

        return new PersonData(person.Name!, encrypted, hint, person.Relation, person.IsHead, Text(person.Joined), Text(person.Left),
            Text(person.Deceased), born, person.Legal);
    }

    // Null where there is none, or an ID number says it.
    private string? SealBirth(string organization, string household, PersonEntry person, IReadOnlyList<HouseholdData> known)
    {
        if (person.BirthDate is not { } date || person.IdNumber is not null)
        {
            return null;
        }

        string Open(PersonData stored) => numbers.Decrypt(stored.Born!, organization, household);
        if (date != BirthDate.Mask)
        {
            return known.SelectMany(data => data.Persons).FirstOrDefault(stored => stored.Born is not null && Open(stored) == date)?.Born
                ?? numbers.Encrypt(date, organization, household);
        }

        // Of two of one name nothing tells whose it is.
        var named = known.Select(data => data.Persons.Where(stored => stored.Born is not null && stored.Name == person.Name).ToArray())
            .FirstOrDefault(alike => alike.Length > 0, []);
        return named.DistinctBy(Open, StringComparer.Ordinal).Count() == 1 ? named[0].Born : null;
    }

    // A masked date beside an ID number is that of before the number was known. Of a number that fits nothing stored nothing is said.
    private bool IsBornOn(string organization, string household, PersonEntry person, string? idNumber) => person.IdNumber is not null
        && (idNumber is null || person.BirthDate == BirthDate.Mask
            || Dates.Text(IdNumber.BornOn(numbers.Decrypt(idNumber, organization, household))) == person.BirthDate);

    // The person of the same name, or the only number that looks like it.
    private string? FindMasked(string organization, string household, PersonEntry person, IReadOnlyList<HouseholdData> known)
    {
        foreach (var data in known)
        {
            var alike = data.Persons.Where(stored => stored.IdNumber is not null && stored.Hint == person.IdNumber).ToArray();
            var named = alike.Where(stored => stored.Name == person.Name).ToArray();
            var found = (named.Length > 0 ? named : alike)
                .DistinctBy(
                    stored => alike.Length == 1 ? "" : numbers.Decrypt(stored.IdNumber!, organization, household), StringComparer.Ordinal)
                .ToArray();
            if (found.Length > 0)
            {
                return found.Length == 1 ? found[0].IdNumber : null;
            }
        }

        return null;
    }

    private string? FindSame(string organization, string household, string number, string hint, IReadOnlyList<HouseholdData> known) =>
        known.SelectMany(data => data.Persons)
            .FirstOrDefault(stored => stored.IdNumber is not null && stored.Hint == hint
                && numbers.Decrypt(stored.IdNumber, organization, household) == number)?.IdNumber;

    /// <summary>Whether a number is the ID number of a person as stored.</summary>
    public bool HasNumber(string organization, string household, PersonData person, string number) =>
        person.IdNumber is { } stored && numbers.Decrypt(stored, organization, household) == number;

    private static string? Text(DateOnly? date) => date is { } day ? Dates.Text(day) : null;

    private static Problem DoesNotFit(string field) => new(ProblemCodes.InvalidValue, field, new LocalizedText(
        "这是遮住的号码，与本户已存的号码对不上；请写完整号码", "this number is masked and fits none stored of the household; write it in full"));
}
