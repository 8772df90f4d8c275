using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Hosting;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>Organisations as JSON.</summary>
internal static class OrganizationJson
{
    private static readonly string[] Fields = ["name", "legalForm", "region", "parent", "noticeDays"];

    /// <summary>Reads the body of PUT.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON, or its fields are not of their types.</exception>
    public static OrganizationDraft Read(ReadOnlyMemory<byte> body)
    {
        var fields = JsonFields.Read(body, Fields);
        var draft = new OrganizationDraft
        {
            Name = fields.Text("name"),
            LegalForm = fields.Text("legalForm"),
            Region = fields.Text("region") ?? "",
            Parent = fields.Text("parent"),
            NoticeDays = fields.Whole("noticeDays", 1, 365) ?? OrganizationDraft.StandardNoticeDays,
        };
        fields.Check();
        return draft;
    }

    /// <summary>An organisation.</summary>
    public static void Write(Utf8JsonWriter json, OrganizationRow row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.Id);
        json.WriteString("name"u8, row.Name);
        json.WriteString("legalForm"u8, row.LegalForm);
        if (row.Region.Length > 0)
        {
            json.WriteString("region"u8, row.Region);
        }

        if (row.Parent is not null)
        {
            json.WriteString("parent"u8, row.Parent);
        }

        json.WriteNumber("noticeDays"u8, row.NoticeDays);
        json.WriteNumber("revision"u8, row.Revision);
        json.WriteString("createdAt"u8, Dates.MomentText(row.CreatedAt));
        json.WriteEndObject();
    }

    /// <summary>A page of the list.</summary>
    public static void Write(Utf8JsonWriter json, Page<OrganizationRow> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("organizations"u8);
        foreach (var row in page.Items)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        WriteNext(json, page.Next);
        json.WriteEndObject();
    }

    /// <summary>Where the next page begins; null at the end.</summary>
    public static void WriteNext(Utf8JsonWriter json, string? next)
    {
        if (next is null)
        {
            json.WriteNull("next"u8);
        }
        else
        {
            json.WriteString("next"u8, QueryFields.CursorAfter(next));
        }
    }
}
