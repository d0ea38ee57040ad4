using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>Quotes and order lines as they are stored. A difference here means what is stored already could no longer be read.</summary>
public sealed class OrderStorage
{
    private static readonly string Snapshot = Path.Combine(AppContext.BaseDirectory, "snapshots", "quote.txt");

    [Fact]
    public void The_shape_is_that_of_the_snapshot()
    {
        var now = Encoding.UTF8.GetString(OrderJson.WriteDocument(Example())) + "\n";
        File.WriteAllText(Path.ChangeExtension(Snapshot, ".received.txt"), now);
        Assert.Equal(File.ReadAllText(Snapshot), now);
    }

    [Fact]
    public void What_the_snapshot_stores_can_be_read_back_whole()
    {
        var stored = File.ReadAllText(Snapshot).TrimEnd();
        var read = OrderJson.ReadDocument(Encoding.UTF8.GetBytes(stored));
        Assert.Equal(stored, Encoding.UTF8.GetString(OrderJson.WriteDocument(read)));
        Assert.Equal(2, read.Lines.Length);
        Assert.Equal(read.GrossMinor, read.Lines.Sum(line => line.GrossMinor));
    }

    [Fact]
    public void The_database_may_keep_the_members_in_another_order()
    {
        var stored = OrderJson.WriteLine(Example().Lines[0]);
        var turned = new JsonObject(JsonNode.Parse(stored)!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.Equal(stored, OrderJson.WriteLine(OrderJson.ReadLine(Encoding.UTF8.GetBytes(turned.ToJsonString()))));
    }

    [Fact]
    public void What_nobody_stored_is_refused()
    {
        Assert.Throws<JsonException>(() => OrderJson.ReadDocument("null"u8));
        Assert.Throws<JsonException>(() => OrderJson.ReadLine("{}"u8));
        Assert.Throws<JsonException>(() => OrderJson.ReadLine("[]"u8));
    }

    private static QuoteDocument Example()
    {
        var annual = OrderKit.Annual(size: 32, on: "2025-12-05").With(new KeyCommand.ReportUsage(200), "2026-11-01");
        var perpetual = new Stream(Kit.Allnet).With(Kit.ImportPerpetual(Kit.Day("2026-10-31")) with { Id = Kit.Id(2), Number = Kit.Number(2) }, "2024-01-01");
        return OrderKit.Document(OrderKit.By(Payer.Customer, OrderKit.Hotel), annual.Facts.Line(2, "Gold"), perpetual.Facts.Line()) with { PoNumber = "PO 4711", Note = "Grazie" };
    }
}
