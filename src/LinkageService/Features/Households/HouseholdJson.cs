using LinkageService.Documents;

namespace LinkageService.Features.Households;

/// <summary>Reads what a caller says of a household.</summary>
internal static class HouseholdJson
{
    private static readonly string[] Fields =
        ["name", "members", "tags", "labels", "holdings", "account", "phone", "remark", "persons", "validFrom", "laterFacts"];
    private static readonly string[] AccountFields = ["holder", "bank", "number"];
    private static readonly string[] PersonFields =
        ["name", "idNumber", "relation", "head", "joined", "left", "deceased", "birthDate", "legal"];

    /// <summary>Reads the body of PUT.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON.</exception>
    public static PutHouseholdRequest Read(ReadOnlyMemory<byte> body, string organization, string id)
    {
        var fields = JsonFields.Read(body, Fields);
        var account = fields.Object("account", AccountFields);
        var household = new HouseholdEntry(id)
        {
            Name = fields.Text("name"),
            Members = fields.Whole("members", HouseholdRules.Members),
            Tags = fields.Texts("tags"),
            Labels = fields.NamedTexts("labels"),
            Holdings = fields.Figures("holdings"),
            Account = account is null ? null : new AccountEntry(account.Text("holder"), account.Text("bank"), account.Text("number")),
            Phone = fields.Text("phone"),
            Remark = fields.Text("remark"),
            Persons = fields.Objects("persons", PersonFields).Select(ReadPerson).ToArray(),
        };
        var validFrom = fields.Date("validFrom");
        var laterFacts = fields.OneOf("laterFacts", LaterFacts.Choices);
        return new PutHouseholdRequest(organization, household, validFrom)
        {
            ChangesLaterFacts = laterFacts == "change", FormProblems = fields.Problems,
        };
    }

    private static PersonEntry ReadPerson(JsonFields fields) => new(
        fields.Text("name"), fields.Text("idNumber"), fields.Text("relation"), fields.Flag("head") ?? false,
        fields.Date("joined"), fields.Date("left"), fields.Date("deceased"))
    {
        BirthDate = fields.Text("birthDate"),
        Legal = PersonLegal.Read(fields.Object("legal", PersonLegal.Fields)),
    };
}
