using Tessera.Bench;

return args switch
{
    ["generate", var superuser, var keys, var folder] => await World.GenerateAsync(superuser, int.Parse(keys, null), folder),
    ["long-key", var app, var folder] => await LongKey.MakeAsync(app, folder),
    ["floor-schema", var superuser, var keys] => await Floors.CreateAsync(superuser, int.Parse(keys, null)),
    ["floor", var app, var address] => await Floors.ServeAsync(app, address),
    ["renewals", var side, var address, var folder, var seconds, var flows, var from] => await Renewals.RunAsync(side, address, folder, int.Parse(seconds, null), int.Parse(flows, null), int.Parse(from, null)),
    ["webhooks", var side, var address, var seconds, var connections] => await Renewals.WebhooksAsync(side, address, int.Parse(seconds, null), int.Parse(connections, null)),
    ["review-world", var superuser, var keys, var partners] => await ReviewWorld.GenerateAsync(superuser, int.Parse(keys, null), int.Parse(partners, null)),
    ["review-floor", var superuser, var app] => await ReviewFloor.RunAsync(superuser, app),
    ["buffers", var superuser, var keys] => await Buffers.PrintAsync(superuser, int.Parse(keys, null)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("generate <superuser> <keys> <folder> | long-key <app> <folder> | floor-schema <superuser> <keys> | floor <app> <address> | buffers <superuser> <keys> | renewals ours|floor <address> <folder> <seconds> <flows> <from> | webhooks ours|floor <address> <seconds> <connections> | review-world <superuser> <keys> <partners> | review-floor <superuser> <app>");
    return 2;
}
