using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Features.Runs;
using LinkageService.Hosting;

namespace LinkageService.Features.Households;

/// <summary>Households as JSON.</summary>
internal static class HouseholdJson
{
    private static readonly string[] Fields = ["name", "members", "tags", "holdings", "account", "persons", "validFrom", "laterFacts"];
    private static readonly string[] AccountFields = ["holder", "bank", "number"];
    private static readonly string[] PersonFields = ["name", "idNumber", "relation", "head", "joined", "left", "deceased"];

    /// <summary>Reads the body of PUT.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON, or its fields are not of their types.</exception>
    public static PutHouseholdRequest Read(ReadOnlyMemory<byte> body, string organization, string id)
    {
        var fields = JsonFields.Read(body, Fields);
        var account = fields.Object("account", AccountFields);
        var household = new HouseholdEntry(id)
        {
            Name = fields.Text("name"),
            Members = fields.Whole("members", 0, 1000),
            Tags = fields.Texts("tags"),
            Holdings = fields.Figures("holdings"),
            Account = account is null ? null : new AccountEntry(account.Text("holder"), account.Text("bank"), account.Text("number")),
            Persons = fields.Objects("persons", PersonFields).Select(ReadPerson).ToArray(),
        };
        var validFrom = fields.Date("validFrom");
        var laterFacts = fields.OneOf("laterFacts", LaterFacts.Choices);
        fields.Check();
        return new PutHouseholdRequest(organization, household, validFrom) { ChangesLaterFacts = laterFacts == "change" };
    }

    private static PersonEntry ReadPerson(JsonFields fields) => new(
        fields.Text("name", required: true), fields.Text("idNumber"), fields.Text("relation"), fields.Flag("head") ?? false,
        fields.Date("joined"), fields.Date("left"), fields.Date("deceased"));

    /// <summary>A household; numbers masked unless they are revealed.</summary>
    public static void Write(Utf8JsonWriter json, StoredHousehold stored)
    {
        var (fact, data) = (stored.Fact, stored.Data);
        json.WriteStartObject();
        json.WriteString("id"u8, fact.HouseholdId);
        WriteText(json, "name", data.Name);
        if (data.Members is { } members)
        {
            json.WriteNumber("members"u8, members);
        }

        json.WriteStartArray("tags"u8);
        foreach (var tag in data.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteStartObject("holdings"u8);
        foreach (var (name, value) in data.Holdings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (data.Account is { } account)
        {
            json.WriteStartObject("account"u8);
            WriteText(json, "holder", account.Holder);
            WriteText(json, "bank", account.Bank);
            WriteText(json, "number", stored.Revealed?.Account ?? account.Masked);
            json.WriteEndObject();
        }

        WritePersons(json, stored);
        json.WriteString("validFrom"u8, fact.ValidFrom);
        json.WriteString("knownAt"u8, Dates.MomentText(fact.KnownAt));
        json.WriteString("actor"u8, fact.Actor);
        HouseholdReportJson.WriteLater(json, stored.LaterFacts);
        json.WriteEndObject();
    }

    /// <summary>A page of the roster.</summary>
    public static void Write(Utf8JsonWriter json, Page<StoredHousehold> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("households"u8);
        foreach (var household in page.Items)
        {
            Write(json, household);
        }

        json.WriteEndArray();
        RunJson.WriteNext(json, page.Next);
        json.WriteEndObject();
    }

    private static void WritePersons(Utf8JsonWriter json, StoredHousehold stored)
    {
        json.WriteStartArray("persons"u8);
        for (var at = 0; at < stored.Data.Persons.Count; at++)
        {
            var person = stored.Data.Persons[at];
            json.WriteStartObject();
            json.WriteString("name"u8, person.Name);
            WriteText(json, "idNumber", stored.Revealed?.Ids[at] ?? person.Hint);
            WriteText(json, "relation", person.Relation);
            json.WriteBoolean("head"u8, person.Head);
            WriteText(json, "joined", person.Joined);
            WriteText(json, "left", person.Left);
            WriteText(json, "deceased", person.Deceased);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
