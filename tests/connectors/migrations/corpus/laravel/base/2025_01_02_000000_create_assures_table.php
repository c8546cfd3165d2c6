<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Schema;

class CreateAssuresTable extends Migration
{
    private const CONTACT = ['telephone', 'courriel'];

    public function up()
    {
        Schema::create('assures', function (Blueprint $table) { // => link assures.caisse_id
            $table->bigIncrements('id'); // => add assures.id
            $table->string('num_secu', 15)
                ->nullable()
                ->comment("Numéro d'inscription au répertoire"); // =>@-2 add assures.num_secu
            $table->enum('sexe', ['M', 'F']); // => add assures.sexe
            $table->foreignId('caisse_id')->constrained('caisses'); // => add assures.caisse_id
            foreach (self::CONTACT as $champ) {
                $table->string($champ); // => add assures.telephone => add assures.courriel
            }
            $table->timestamps();
            $table->index(['num_secu']);
        });

        Schema::connection('mysql')->table('praticiens', function (Blueprint $t) {
            $t->char('iban', 34)->after('rpps'); // => add praticiens.iban
            $t->dropColumn(['adeli', 'fax']); // => drop praticiens.adeli => drop praticiens.fax
            $t->renameColumn('mail', 'email'); // => rename praticiens.email
        });

        DB::unprepared("
            ALTER TABLE praticiens
                ADD rib varchar(23) -- => add praticiens.rib
        ");
        DB::table('assures')->insert([
            ['num_secu' => '269054958815780', 'sexe' => 'F'],
        ]); // =>@-2 data assures.num_secu [NIR] =>@-2 data assures.sexe
    }

    public function down()
    {
        Schema::table('praticiens', fn (Blueprint $t) => $t->dropColumn('iban')); // => drop praticiens.iban (down)
        Schema::dropIfExists('assures'); // => drop assures. (down)
    }
}
