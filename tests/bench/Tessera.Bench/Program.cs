using Tessera.Bench;

return args switch
{
    ["generate", var superuser, var keys, var folder] => await World.GenerateAsync(superuser, int.Parse(keys, null), folder),
    ["long-key", var app, var folder] => await LongKey.MakeAsync(app, folder),
    ["floor-schema", var superuser, var keys] => await Floors.CreateAsync(superuser, int.Parse(keys, null)),
    ["floor", var app, var address] => await Floors.ServeAsync(app, address),
    ["buffers", var superuser, var keys] => await Buffers.PrintAsync(superuser, int.Parse(keys, null)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("generate <superuser> <keys> <folder> | long-key <app> <folder> | floor-schema <superuser> <keys> | floor <app> <address> | buffers <superuser> <keys>");
    return 2;
}
