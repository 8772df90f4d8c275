using System.Globalization;
using LinkageService.Documents;
using LinkageService.Http;
using LinkageService.Storage.Households;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Features.Households;

/// <summary>Households as gRPC messages.</summary>
internal static class HouseholdMessages
{
    /// <summary>Reads a household; <paramref name="path"/> names it in problems.</summary>
    public static HouseholdEntry Read(V1.HouseholdRecord said, MessageFields fields, string path) => new(said.Id)
    {
        Name = MessageFields.Text(said.Name),
        Members = said.Members,
        Tags = said.Tags,
        Holdings = said.Holdings,
        Labels = said.Labels,
        Account = said.Account is not { } account
            ? null
            : new AccountEntry(
                MessageFields.Text(account.Holder), MessageFields.Text(account.Bank), MessageFields.Text(account.Number)),
        Phone = MessageFields.Text(said.Phone),
        Remark = MessageFields.Text(said.Remark),
        Persons = said.Persons
            .Select((person, at) => Read(person, fields, string.Create(CultureInfo.InvariantCulture, $"{path}persons[{at}].")))
            .ToArray(),
    };

    /// <summary>A household as stored.</summary>
    public static V1.HouseholdRecord Write(StoredHousehold stored)
    {
        var (fact, data) = (stored.Fact, stored.Data);
        var message = new V1.HouseholdRecord
        {
            Id = fact.HouseholdId,
            Name = data.Name ?? "",
            ValidFrom = fact.ValidFrom,
            KnownAt = Dates.MomentText(fact.KnownAt),
            Actor = fact.Actor,
            Etag = EntityTag.Of(fact.KnownAt),
            Phone = stored.Revealed?.Phone ?? data.Phone?.Masked ?? "",
            Remark = data.Remark ?? "",
        };
        if (data.Members is { } members)
        {
            message.Members = members;
        }

        message.Tags.AddRange(data.Tags);
        message.Labels.Add(data.Labels.ToDictionary(StringComparer.Ordinal));
        message.Holdings.Add(data.Holdings.ToDictionary(StringComparer.Ordinal));
        if (data.Account is { } account)
        {
            message.Account = new V1.HouseholdAccount
            {
                Holder = account.Holder ?? "",
                Bank = account.Bank ?? "",
                Number = stored.Revealed?.Account ?? account.Masked ?? "",
            };
        }

        message.Persons.AddRange(data.Persons.Select((person, at) => new V1.HouseholdPerson
        {
            Name = person.Name,
            IdNumber = stored.Revealed?.Ids[at] ?? person.Hint ?? "",
            Relation = person.Relation ?? "",
            Head = person.Head,
            Joined = person.Joined ?? "",
            Left = person.Left ?? "",
            Deceased = person.Deceased ?? "",
            BirthDate = stored.Revealed?.Births[at] ?? person.MaskedBirthDate ?? "",
            Legal = Write(person.Legal),
        }));
        return message;
    }

    /// <summary>A fact and what it changed.</summary>
    public static V1.HouseholdFact Write(HouseholdHistoryEntry entry)
    {
        HouseholdFact fact = entry.Fact;
        var message = new V1.HouseholdFact
        {
            ValidFrom = fact.ValidFrom,
            KnownAt = Dates.MomentText(fact.KnownAt),
            Actor = fact.Actor,
            Present = fact.Present == 1,
        };
        message.Changed.AddRange(entry.Changes.Select(Write));
        return message;
    }

    /// <summary>A later fact that repeats what was replaced.</summary>
    public static V1.LaterFact Write(LaterFact fact)
    {
        var message = new V1.LaterFact
        {
            Household = fact.Household,
            ValidFrom = fact.ValidFrom,
            Changed = fact.IsChanged,
            Message = ProtoText.Of(fact.Message),
        };
        message.Fields.AddRange(fact.Fields.Select(Write));
        return message;
    }

    /// <summary>A field that changed.</summary>
    public static V1.HouseholdChange Write(HouseholdChange change) =>
        new() { Field = change.Field, OldValue = change.From ?? "", NewValue = change.To ?? "" };

    /// <summary>A household that stands otherwise after an import.</summary>
    public static V1.ChangedHousehold Write(ImportChange change)
    {
        var household = new V1.ChangedHousehold { Household = change.Household, Name = change.Name ?? "" };
        household.Fields.AddRange(change.Fields.Select(Write));
        return household;
    }

    private static PersonEntry Read(V1.HouseholdPerson person, MessageFields fields, string path) => new(
        MessageFields.Text(person.Name), MessageFields.Text(person.IdNumber), MessageFields.Text(person.Relation), person.Head,
        fields.Date(path + "joined", person.Joined), fields.Date(path + "left", person.Left),
        fields.Date(path + "deceased", person.Deceased))
    {
        BirthDate = MessageFields.Text(person.BirthDate),
        Legal = Read(person.Legal),
    };

    private static PersonLegal? Read(V1.PersonLegal? legal) => legal is null ? null : new PersonLegal
    {
        Member = legal.Member,
        Capacity = MessageFields.Text(legal.Capacity),
        Employment = MessageFields.Text(legal.Employment),
        RightsAgreement = MessageFields.Text(legal.RightsAgreement),
        LeftBecause = MessageFields.Text(legal.LeftBecause),
        LeavingDocument = MessageFields.Text(legal.LeavingDocument),
        HeirDocument = MessageFields.Text(legal.HeirDocument),
        ShareVotesFor = legal.ShareVotesFor,
        ShareVotesTotal = legal.ShareVotesTotal,
        Guardian = MessageFields.Text(legal.Guardian),
    }.OrNull();

    private static V1.PersonLegal? Write(PersonLegal? legal) => legal is null ? null : new V1.PersonLegal
    {
        Member = legal.Member,
        Capacity = legal.Capacity ?? "",
        Employment = legal.Employment ?? "",
        RightsAgreement = legal.RightsAgreement ?? "",
        LeftBecause = legal.LeftBecause ?? "",
        LeavingDocument = legal.LeavingDocument ?? "",
        HeirDocument = legal.HeirDocument ?? "",
        ShareVotesFor = legal.ShareVotesFor,
        ShareVotesTotal = legal.ShareVotesTotal,
        Guardian = legal.Guardian ?? "",
    };
}
