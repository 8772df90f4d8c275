using System.Security.Cryptography;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Features.Households;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>
/// Reads what the stored roster of a run says of persons. It is kept as counts and as the few households a check names, however many
/// there are; no number leaves it.
/// </summary>
internal sealed class ReadPersons(PrivateNumbers numbers)
{
    private const int OldAge = 100;
    private const int ChildAge = 14;

    /// <summary>The persons of the record date; null for a roster that came with the request.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="knownAt">Only what was known at this moment, in microseconds.</param>
    public async Task<PersonsSummary?> OfAsync(Session session, RunRow run, long knownAt)
    {
        if (run.Roster != RosterKinds.Stored)
        {
            return null;
        }

        var reading = Begin(run.OrganizationId, Dates.Read(run.RecordDate));
        await foreach (var (household, data) in HouseholdStore.DataAsOfAsync(
            session, run.OrganizationId, run.RecordDate, knownAt))
        {
            reading.Add(household, data);
        }

        return reading.Done();
    }

    /// <summary>For whoever reads the roster of a record date anyway, and adds its households one by one.</summary>
    public Reading Begin(string organization, DateOnly recordDate) => new(numbers, organization, recordDate);

    /// <summary>What was read so far.</summary>
    internal sealed class Reading(PrivateNumbers numbers, string organization, DateOnly day)
    {
        private readonly string _date = Dates.Text(day);
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
        private readonly List<string> _foreign = [];
        private readonly List<string> _implausible = [];
        private readonly List<string> _children = [];
        private readonly List<string> _civilServants = [];
        private readonly List<string> _notEntitled = [];
        private readonly List<string> _removed = [];
        private readonly List<string> _gone = [];
        private int _members;
        private int _stated;
        private int _employed;
        private int _leftWithReason;
        private int _persons;
        private int _born;
        private int _numbered;
        private int _left;
        private int _holders;

        /// <summary>Reads what is said of a household on the record date: <c>household_fact.data</c>.</summary>
        public void Add(string household, string stored)
        {
            var (persons, account, members) = HouseholdData.ParsePersons(stored);
            var there = persons.Where(person => person.IsThereOn(_date)).ToArray();
            var holder = account?.Holder?.Trim();
            var isChilds = false;
            var isOdd = false;
            foreach (var person in there)
            {
                if (BornOn(household, person) is not { } born)
                {
                    continue;
                }

                _born++;
                isOdd |= born > day || born.AddYears(OldAge) <= day;
                isChilds |= born.AddYears(ChildAge) > day && string.Equals(person.Name, holder, StringComparison.Ordinal)
                    && person.Legal?.Guardian is null;
            }

            _counts[household] = there.Length;
            _persons += there.Length;
            _numbered += there.Count(person => person.IdNumber is not null);
            AddLegal(household, [.. there.Select(person => person.Legal?.ToFacts()).OfType<PersonFacts>()], there.Length);
            AddLeft(household, persons.Where(person => person is { Left: not null, Deceased: null } && !person.IsThereOn(_date)));
            AddIf(_gone, persons.Count > 0 && there.Length == 0 && persons.Any(person => person is { Left: not null, Deceased: null }),
                household);
            AddIf(_implausible, isOdd, household);
            AddIf(_children, isChilds, household);

            // Of a household that lists its head alone the holder may be any of the others, unless there are none.
            if (holder is { Length: > 0 } && (persons.Any(person => !person.Head) || (persons.Count > 0 && members == persons.Count)))
            {
                _holders++;
                AddIf(_foreign, persons.All(person => !string.Equals(person.Name, holder, StringComparison.Ordinal)), household);
            }
        }

        /// <summary>All of it.</summary>
        public PersonsSummary Done() => new()
        {
            Persons = _persons,
            WithIdNumber = _numbered,
            WithBirthDate = _born,
            WithMembership = _stated,
            Members = _members,
            WithEmployment = _employed,
            Left = _left,
            LeftWithReason = _leftWithReason,
            CivilServants = _civilServants,
            NotEntitled = _notEntitled,
            Removed = _removed,
            Gone = _gone,
            WithHolder = _holders,
            Counts = _counts,
            ForeignHolders = _foreign,
            ImplausibleAges = _implausible,
            ChildAccounts = _children,
        };

        // A household shares by whoever of it is a member: without one, by the vote of three quarters.
        private void AddLegal(string household, PersonFacts[] stated, int persons)
        {
            _stated += stated.Count(facts => facts.IsMember is not null);
            _members += stated.Count(facts => facts.IsMember == true);
            _employed += stated.Count(facts => facts.Employment is not null);
            AddIf(_civilServants, Array.Exists(stated, facts =>
                facts is { Employment: Employment.CivilServant, RightsAgreement: null } && facts.IsMember != false), household);
            AddIf(_notEntitled, persons > 0 && stated.Length == persons && Array.TrueForAll(stated, facts => facts.IsMember == false)
                && !Array.Exists(stated, facts => facts.ShareVotesFor * 4L >= facts.ShareVotesTotal * 3L), household);
        }

        private void AddLeft(string household, IEnumerable<PersonData> left)
        {
            foreach (var facts in left.Select(person => person.Legal?.ToFacts()))
            {
                _left++;
                _leftWithReason += facts?.LeftBecause is null ? 0 : 1;
                AddIf(_removed, facts is { LeftBecause: >= LeavingReason.Marriage and <= LeavingReason.Prison, LeavingDocument: null },
                    household);
            }
        }

        // A number that cannot be opened says nothing; the verification of the database finds it.
        private DateOnly? BornOn(string household, PersonData person)
        {
            try
            {
                return person.IdNumber is { } number ? IdNumber.BornOn(numbers.Decrypt(number, organization, household))
                    : person.Born is { } born ? Dates.Read(numbers.Decrypt(born, organization, household))
                    : null;
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        private static void AddIf(List<string> list, bool isWanted, string household)
        {
            if (isWanted)
            {
                list.Add(household);
            }
        }
    }
}
